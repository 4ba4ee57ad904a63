import { strToU8 } from 'fflate';
import { DICTIONARY_P2 } from '../link/dictionary-p2.ts';
import { packData, unpackData } from '../link/packed-data.ts';
import { HASH_LIMIT } from '../share-link.ts';
import type { Course } from './course.ts';
import { COURSE_TAG } from './course-tag.ts';
import { parseCourse, type ReadCourse } from './read-course.ts';

/** The hash of a link that holds a whole course, without "#". What is written behind the tag stays readable for ever. */
export function encodeCourseLink(course: Course): string {
  return COURSE_TAG + packData(JSON.stringify(course), strToU8(DICTIONARY_P2));
}

/** Reads the hash of such a link; says why it cannot be read; never throws. */
export function decodeCourseLink(hash: string): ReadCourse {
  if (hash.length > HASH_LIMIT)
    return { ok: false, why: { code: 'TOO_LONG', detail: { found: hash.length, most: HASH_LIMIT } } };
  const data = hash.slice(COURSE_TAG.length);
  if (data === '') return { ok: false, why: { code: 'NOTHING_BEHIND_TAG', detail: { tag: COURSE_TAG.slice(0, -1) } } };
  const text = unpackData(data, strToU8(DICTIONARY_P2));
  return typeof text === 'string' ? parseCourse(text) : { ok: false, why: text };
}

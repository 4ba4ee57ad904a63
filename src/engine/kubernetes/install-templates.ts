// Imported for its effect: templates of any kind are named by what a share link holds of them.
import { projectTemplate } from './fields/project-template.ts';
import { installTemplates } from './template-projection.ts';

installTemplates(projectTemplate);

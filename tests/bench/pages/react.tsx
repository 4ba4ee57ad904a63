import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';

/** The least a page with React can be. */
function Page() {
  useEffect(() => {
    performance.mark('react-page');
  }, []);
  return <p>Nothing</p>;
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}

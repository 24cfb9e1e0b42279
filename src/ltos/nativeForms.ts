/**
 * Stands in for the libraries that bring `Blob`, `File` and `FormData` to node-fetch (see `esbuild.js`): every host of ours has them. No form is ever sent or
 * read here, and no file.
 */
const { Blob, File, FormData } = globalThis;

function leftOut(): never {
  throw new Error('This part of node-fetch is left out of the bundle: see esbuild.js.');
}

export { Blob, File, FormData, leftOut as blobFrom, leftOut as blobFromSync, leftOut as fileFrom, leftOut as fileFromSync, leftOut as formDataToBlob };

export default Blob;

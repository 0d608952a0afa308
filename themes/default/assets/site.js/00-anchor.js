/* The element that the part of a URL behind # names. */

function anchored(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null; /* no percent-encoding */
  }
}

/** What is said about a training that is kept for after a reload. */
export default /** @type {const} */ ({
  "keep.resumed":
    "The training that was interrupted goes on after iteration {iteration}, to the same bits as without the interruption.",
  "keep.refused":
    "This browser refuses to keep the training ({why}). It goes on here and nothing is lost, but after a reload it would begin anew.",
  "keep.full":
    "There is no room in this browser to keep the training ({size} MB). It goes on here and nothing is lost, but after a reload it would begin anew.",
  "keep.unread": "The training that was interrupted could not be read back ({why}). It begins anew.",
});

# Forgetting a child, on the settings page
forget = Forget a child
forget-what = The child’s name, faces, everything that you said about them, and all that was learned from them are removed from the album. This can’t be taken back. Your photos stay where they are, and so do photos in the child’s folder.
forget-whom = Which child?
forget-sure = Yes, forget { $name } for good
forget-do = Forget { $name }
forget-done = The child is forgotten.
forget-went = Removed: { $faces ->
    [one] one face
   *[other] { $faces } faces
}, { $labels ->
    [one] one thing
   *[other] { $labels } things
} that you said about them, { $files ->
    [one] one file
   *[other] { $files } files
} of the album, and { $runs ->
    [0] nothing that was learned: there was none.
    [one] what was learned with them once.
   *[other] what was learned with them { $runs } times.
}
forget-left-sorted = { $files ->
    [one] One photo is
   *[other] { $files } photos are
} still in the child’s folder in { $folders }. Remove that folder yourself if you no longer want it.
forget-left-traces = Traces may stay in the album’s file while another program has it open. Close Cubby everywhere and start it once more.
forget-left-elsewhere = Your photos were not touched. A backup that you made before still knows the child: delete it, and make a new one.

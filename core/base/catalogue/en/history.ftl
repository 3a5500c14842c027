# The history of what was said about faces
history-child = Child
history-everyone = All children
history-kind = What was said
history-everything = Everything
history-state = Also or only what was taken back
history-all = All
history-stands = Stands
history-taken-back = Taken back
history-of-face = What was said about this face:
history-whole = Show the whole history
history-none = Nothing was said yet.
history-take-back = Take back
history-say-again = Say it again
history-older = Older
history-newest = Newest
history-faces = { $faces ->
    [one] one face
   *[other] { NUMBER($faces) } faces
}
history-is-person = { $name }
history-is-stranger = Stranger
history-is-not-person = Not { $name }
history-is-not-face = Not a face
history-wears-mask = Wears a mask
history-wears-no-mask = Wears no mask
history-not-for-learning = Left out of learning
history-for-learning = Taken in again for learning
history-kind-is-person = Named
history-kind-is-not-person = Not this child
history-from-named = named here
history-from-correction = corrected
history-from-import = from a list
history-many-back = Take back the last { $steps }…
history-many-again = Say again the { $steps } taken back last…
history-ask-back = Take back the last { $steps } steps, said of { $faces ->
    [one] one face
   *[other] { NUMBER($faces) } faces
}? What stood before them stands again, and they can be said again.
history-ask-again = Say again the { $steps } steps that were taken back last, of { $faces ->
    [one] one face
   *[other] { NUMBER($faces) } faces
}?
history-do-back = Take them back
history-do-again = Say them again
history-leave = Leave it as it is

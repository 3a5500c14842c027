# The history of what was said about faces and done with their boxes
history-child = Child
history-everyone = All children
history-kind = What was said or done
history-everything = Everything
history-state = Also or only what was taken back
history-all = All
history-stands = Stands
history-taken-back = Taken back
history-of-face = What was said about this face, and done with its box:
history-whole = Show the whole history
history-none = Nothing was said or done yet.
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
history-many-again = Do again the { $steps } taken back last…
history-ask-back = Take back the last { $steps } steps, about { $faces ->
    [one] one face
   *[other] { NUMBER($faces) } faces
}? What stood before them stands again, and they can be done again.
history-ask-again = Do again the { $steps } steps that were taken back last, about { $faces ->
    [one] one face
   *[other] { NUMBER($faces) } faces
}?
history-do-all-back = Take them back
history-do-all-again = Do them again
history-leave = Leave it as it is
history-box-drawn = Box drawn
history-box-moved = Box moved
history-box-removed = Box removed
history-do-again = Do it again
history-boxes-left = { $boxes ->
    [one] One box stays as it is: it was changed again since, or is gone. Start with its newest step.
   *[other] { NUMBER($boxes) } boxes stay as they are: they were changed again since, or are gone. Start with their newest steps.
}

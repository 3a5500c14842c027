# Faces that a training finds beside the known ones
run-cannot-find = Training { NUMBER($run, useGrouping: 0) } can't look for faces here. That takes a finished training that finds faces; to look beside Cubby's usual way of finding faces it must have learned only what a face is.
job-proposing = Looking for faces that Cubby has not found
job-kind-propose = Look for more faces
proposing-died = What was learned could not be loaded; perhaps the memory was full. Nothing was changed.
proposed = { $photos ->
    [one] One photo looked at
   *[other] { $photos } photos looked at
}, { $faces ->
    [0] no face found that Cubby did not know.
    [one] one face found that Cubby did not know.
   *[other] { $faces } faces found that Cubby did not know.
}
proposed-lost = { $photos ->
    [one] One photo was passed by, since it is gone or was changed.
   *[other] { $photos } photos were passed by, since they are gone or were changed.
}
proposals-offer = This training can look at { $photos ->
    [one] one photo
   *[other] all { $photos } photos
} for faces that Cubby has not found. They are then shown to be named, like all others.
proposals-find = Look for more faces
proposals-found = It found { $faces ->
    [one] one face
   *[other] { $faces } faces
} that Cubby did not know; { $open } of them have no name yet.
proposals-none = It looked at all photos, and found no face that Cubby did not know.
proposals-show = Name them
proposals-note = training { NUMBER($run, useGrouping: 0) }
detector-compared = Of { $judged } named faces that it had not seen, it found { $found }; Cubby's usual way had found { $found_by_detector }. It also marked { $other_boxes } places where no face is known.
detector-offer = Let it look, too
detector-could-look = It could look at new photos, too, beside Cubby's usual way, and add what only it finds: about { $seconds } seconds more for each photo.
detector-chosen = From now on training { NUMBER($run, useGrouping: 0) } looks at new photos, too, beside Cubby's usual way. That takes about { $seconds } seconds for each photo.
detector-usual = From now on faces are looked for in Cubby's usual way only. Faces that were added stay.
detector-looks = It looks at new photos, too, beside Cubby's usual way: about { $seconds } seconds more for each photo.
detector-end = Stop looking with it
import-proposed = { $faces ->
    [one] One more face was found by the training that looks at new photos, too.
   *[other] { $faces } more faces were found by the training that looks at new photos, too.
}

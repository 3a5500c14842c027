# The page of corrections
review-title = Check
review-nothing-learned = Cubby has learned nothing yet, so there is nothing to check.
review-to-sort = Learn first →
review-view = What to do
review-view-look = Put right
review-view-sample = Spot check
review-who = Whose faces
review-everybody = All children
review-which = Which faces
review-teaching = What helps most
review-filed = In the folders
review-unsure = Not sure
review-clothes = Same clothes
review-teaching-why = Faces in doubt that stand for many others.
review-filed-why = What would be filed, the least sure first.
review-unsure-why = What falls just short, the likeliest first.
review-clothes-why = Not filed, but dressed as the child on another photo of that day. Enter says yes.
review-none = There is nothing here that you have not spoken about.
review-end = That was the last page. “Learn and sort again” shows what your answers change.
review-near = From the same moment, and much alike:
review-near-none = When you put a face right, faces like it from the same moment are offered here.
review-near-add = { $faces ->
    [one] This one, too
   *[other] These { $faces }, too
}
review-near-not = No
review-confirm = { $faces ->
    [0] Nothing left on this page
    [one] The other one on this page is right
   *[other] The other { $faces } on this page are right
}
review-confirmed = { $faces ->
    [one] One face confirmed.
   *[other] { $faces } faces confirmed.
}
review-confirmed-undo = Take that back

# Learning and sorting again
changes-start = Learn and sort again
changes-not-sorted = Learned. Nothing has been sorted into folders yet, so there is nothing to compare with.
changes-to-sort = Go to sorting →
changes-count = { $photos ->
    [0] Nothing would change in { $folder }.
    [one] **One photo** would change in { $folder }: { $into } in, { $out } out.
   *[other] **{ NUMBER($photos) } photos** would change in { $folder }: { $into } in, { $out } out.
}
changes-against = { $photos ->
    [one] One of them lies where you have said that it doesn't belong.
   *[other] { $photos } of them lie where you have said that they don't belong.
}
changes-into = Would come in
changes-out = Would be taken out (only Cubby's own copies that nobody has changed)
changes-apply = Sort like this
changes-not = Not now
changes-go-on = Go on checking
changes-done = { $added } written, { $out } taken out.
changes-undo = Take back
changes-taken-back = The sorting was taken back.

# Naming faces
label-title = Who is this?
label-left = { $faces ->
    [0] Every face has a name.
    [one] One face has no name yet.
   *[other] { NUMBER($faces) } faces have no name yet.
}
label-empty = No faces yet. Bring in some photos first, then name the faces here.
label-to-library = Choose photos
label-done = Every face has a name. Cubby can learn from them now.
label-to-sort = Go to sorting
label-passed-by = { $faces ->
    [one] You have seen all faces; one still has no name.
   *[other] You have seen all faces; { NUMBER($faces) } still have no name.
}
label-again = Show them again
label-views = What to look at
label-view-faces = Faces
label-view-photo = Photo
label-view-examples = Examples
label-view-history = History
label-orders = What comes first
label-order-alike = Look alike
label-order-unsure = Unsure
label-order-proposed = Found by training
label-proposed-end = These are all the faces that trainings have found.
label-to-others = To the other faces
label-looking = Cubby is still looking at your photos. These are the faces that it has found so far.
label-looked = Cubby has looked at all photos, and found more faces or others that look alike.
label-show-new = Show the new faces

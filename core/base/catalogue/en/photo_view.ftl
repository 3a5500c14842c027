# Naming photo by photo; what stands in braces is filled in the browser
canvas-photo = Photo with its faces
canvas-hold = Adjust
canvas-remove = Remove
canvas-next = Next photo
canvas-further = Zoom out
canvas-closer = Zoom in
canvas-fit = Whole photo
canvas-keys = Draw a box around a face that was missed. A number names the face with the ring; Tab goes to another. Click a box (or press E) to move and size it, with the mouse or the arrows. Delete removes, the wheel zooms, Space and dragging moves the photo.
photo-view-which = Which photos
photo-view-all = All photos
photo-view-unnamed = With a face without a name
photo-view-no-face = Without any face
photo-view-at = **Photo { NUMBER($number) } of { NUMBER($total) }**
photo-view-empty = There are no photos yet. Bring in some first, then name the faces here.
photo-view-none = No photo is like that. Choose others above.
photo-view-gone = The file of { $name } is no longer where it was, or it was changed. You can name its faces, but not draw any.
photo-view-looking = { $faces ->
    [one] Looking at a face that you drew …
   *[other] Looking at { $faces } faces that you drew …
}
photo-view-unseen = { $faces ->
    [one] One face that you drew could not be looked at yet. Your word about it counts; Cubby can’t learn from it.
   *[other] { $faces } faces that you drew could not be looked at yet. Your word about them counts; Cubby can’t learn from them.
}
photo-view-drawable = Use the other editor (streamlit-drawable-canvas)
photo-view-drawable-keys = Choose a name, then draw. The pen in the bar below the photo switches to moving; click a chosen box once more to write another name. This editor works with a mouse only.
drawn-photo-gone = The photo’s file is no longer where it was, or it was changed, so that the face drawn on it can’t be looked at.
job-looking = Looking at drawn faces
job-kind-look = Look at drawn faces

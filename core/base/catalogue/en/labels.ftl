# Lists of labels
labels-missing = { $path } is not there.
labels-unreadable = { $path } can't be read: { $why }
labels-not-utf8 = The list is not UTF-8 text. In Excel, save it as “CSV UTF-8”.
labels-not-csv = The list is not CSV: line { $line }: { $why }
labels-columns = The list must have the columns { $wanted }, but it has: { $found }
labels-none = There are no labels yet. Name some faces first.
line-fields = the line does not have { $wanted } fields
line-no-photo = no photo is named
line-box-numbers = the box { $box } is not four numbers
line-box-order = the box { $box } has no area: x1 must be less than x2, and y1 less than y2
line-photo-unknown = no photo named { $photo } in this album
line-photo-ambiguous = { $photos } photos are named { $photo }: write more of its path
line-photo-gone = the photo { $photo } is gone or has changed, so the new face can't be looked at: import its folder again
line-box-outside = the box { $box } does not lie inside the photo, which is { $width } × { $height }
line-box-small = the box { $box } is too small: each side needs { $least } pixels
line-no-face = no face was found on the photo: give a box
line-faces-many = there are { $faces } faces on the photo: give a box
line-contradicts = line { $other } says something else about the same face
labels-summary = Labels: { $added } added, { $there } already there, { $refused } refused.
labels-drawn = { $faces ->
    [one] One box held no known face and became a new face.
   *[other] { $faces } boxes held no known face and became new faces.
}
labels-people = New children: { $names }.
labels-line = Line { $line }: { $why }
labels-exported = { $labels ->
    [one] One label was
   *[other] { $labels } labels were
} written to { $path }.

# Lists of labels
labels-missing = { $path } is not there.
labels-unreadable = { $path } can't be read: { $why }
labels-not-utf8 = The list is not UTF-8 text. In Excel, save it as “CSV UTF-8”.
labels-not-csv = The list is not CSV: line { $line }: { $why }
labels-columns = The list must have the columns { $wanted }, but it has: { $found }
labels-not-json = The list is not JSON: { $why }
labels-not-coco = The list is not COCO: it has no list of { $list }.
labels-folder-empty = There is no { $suffix } file in { $path }.
labels-no-classes = What do the numbers mean? There is no classes.txt or data.yaml in { $path }, nor above it in the folder you gave. Give the folder that holds both.
labels-no-names = The names in { $path } can't be read. It must be UTF-8 text; data.yaml must have “names”.
labels-classes-differ = classes.txt and data.yaml in { $path } give different names. Remove the one that is wrong.
labels-name-means-else = A child named { $name } can't stand in this format: the word means something else there. Use CSV, or rename the child.
labels-not-xml = this is not XML that can be read: { $why }
labels-not-voc = this is not Pascal VOC: it holds no annotation
labels-file-not-text = this is not UTF-8 text
labels-file-unreadable = it can't be read: { $why }
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
line-no-name = no name is given
line-nameless = “{ $name }” says that there is a face, but not whose
line-class-unknown = there is no name for the number { $number }: the list has { $classes } names, the first being number 0
line-no-entry = this is no annotation
line-id-unknown = { $field } is { $id }, but no entry, or more than one, has this id
line-crowd = this is a crowd, not one face
line-other-size = the box was drawn on a photo of { $said }, but the photo is { $width } × { $height }
line-person-unknown = there is no child named { $name }, and none was to be added
entry-contradicts = { $file }, entry { $other }, says something else about the same face
line-contradicts = line { $other } says something else about the same face
labels-summary = Labels: { $added } added, { $there } already there, { $refused } refused.
labels-drawn = { $faces ->
    [one] One box held no known face and became a new face.
   *[other] { $faces } boxes held no known face and became new faces.
}
labels-turned = { $boxes ->
    [one] One box was
   *[other] { $boxes } boxes were
} drawn on a photo as the camera stored it, and turned upright with it.
labels-ask-people = The list names children who are not in the album yet: { $names }. Add them?
labels-people = New children: { $names }.
labels-line = Line { $line }: { $why }
labels-entry = { $file }, entry { $line }: { $why }
labels-file = { $file }: { $why }
labels-exported = { $labels ->
    [one] One label was
   *[other] { $labels } labels were
} written to { $path }.
labels-others = { $facts ->
    [one] One other fact stays
   *[other] { $facts } other facts stay
} in the album alone, because this format can't hold masks, or that a face is not some child{ $format ->
    [csv] , or that something is no face.
   *[other] .
}

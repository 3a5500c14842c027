# What learning needs
train-no-names = There is nothing to learn from yet. Name some faces first.
train-one-child = Only one child is named so far. Name at least one more, so that there is someone to tell apart.
train-names-in-one-photo = Each child is named in a single photo so far. Name at least one child in a second photo, so that what was learned can be checked.

# What learning says
learned-taught = { $faces ->
    [0] It learned from your names alone.
    [one] It also learned from one face that nobody had named.
   *[other] It also learned from { $faces } faces that nobody had named.
}
learned-by-photo = All named faces are from one activity, or each child's are. The figures are better than new photos will be; name faces from other days, too.

# What was learned, on disk
head-file-gone = The file { $path } with what was learned is gone. Please learn again.
head-file-changed = The file { $path } with what was learned is damaged or was changed. Please learn again.

# Which training the album is sorted with
deciding-by = Decided by **{ $name }**, learned on { $at } from { $names ->
    [one] one name
   *[other] { $names } names
}; names since then: { $since }.
deciding-choose = Sort with this one
deciding-is = Cubby sorts with this one.
deciding-back = Back to the quick way
deciding-newer = { $name } is newer and has seen more names.
deciding-take-newer = Sort with the newer one
deciding-lost = Training { NUMBER($run, useGrouping: 0) }, which was chosen to sort with, is gone. The quick way decides again.
deciding-lost-seen = All right
deciding-quick-only = This is the quick way. Learning again makes it newer, but the folders below are decided by the training above.
deciding-unseen = { $faces ->
    [one] One face has
   *[other] { $faces } faces have
} come into the album since then. Let the training look at them, so that they are sorted, too.
deciding-look = Look at the new faces
deciding-look-died = Looking at the new faces ended unexpectedly; perhaps the memory was full. Close other programs, and try again.
deciding-album-only = It sees only photos of the album, so another training looks here.
deciding-delete = The folders are decided by it; without it, the quick way decides again.

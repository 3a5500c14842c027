# The sorting page: learning
sort-title = Sorting
sort-no-faces = There are no photos with faces yet. Bring in some photos first.
sort-go-photos = Choose photos →
sort-nothing-named = Nothing is named yet. Name a few faces of each child first; fifteen are a good beginning.
sort-go-naming = Name faces →
learn = 1 · Learn the faces
learn-first = You have named { $faces ->
    [one] one face
   *[other] { $faces } faces
} of { $children ->
    [one] one child
   *[other] { $children } children
}. Learning takes a few seconds.
learn-start = Learn
learn-again = Learn again
learn-due = You have named more since then.
learn-unseen = { $faces ->
    [one] One face has
   *[other] { $faces } faces have
} come into the album since then. Learn again, so that they are sorted, too.
learned-from = Learned from { $faces ->
    [one] one named face
   *[other] { $faces } named faces
} of { $children } children and { $strangers ->
    [0] no strangers.
    [one] one stranger.
   *[other] { $strangers } strangers.
}

# The sorting page: what would be in each folder
folders = 2 · Look at the folders
folders-unsure = Name the unsure faces →
precision-wish = How many photos of a hundred in a folder should be right?
precision-of-hundred = { $percent } of 100
precision-help = The more should be right, the more photos are left out. Each child has a slider of its own for what you see below.
folder-photos = { $photos ->
    [one] one photo
   *[other] { $photos } photos
}
folder-not-learned = Not learned yet: name a few faces, then learn again.
folder-evidence = About { $right } of 100 right. Enough names to be sure of { $percent }.
folder-evidence-thin = About { $right } of 100 right. Not sure yet: name about { $more } more.
folder-evidence-few = About { $right } of 100 right. There are too few photos to be surer: look through the folder.
folder-sure = How sure Cubby must be
folder-sure-help = Further right, fewer photos are in the folder, and fewer of them are wrong.
folder-automatic = Set automatically
folder-inside = In the folder
folder-inside-none = No photo yet
folder-short = Not sure enough
folder-short-none = Nobody falls short

# The sorting page: which photos
rules = Only some of the photos
rules-out = { $photos ->
    [one] One photo is
   *[other] { $photos } photos are
} left out of the folders by what you chose here.
rule-shown = How well a child must be shown
rule-shown-help = A child is shown well when the face is large, sharp, near the middle and turned to the camera. At 0 every photo counts.
rule-shown-above = Just well enough
rule-shown-below = No longer
rule-side = Smallest face
rule-side-help = Photos on which a child’s face is smaller are left out of the child’s folder. At 0 every photo counts.
rule-best-of-burst = Of several shots of the same, only the best
rule-best-of-burst-help = Photos taken within ten seconds that look nearly the same count as one; each child keeps the one that shows it best.
rule-no-strangers = No photos with strangers
rule-no-strangers-help = Leaves out photos with a face that you called a stranger, or that resembles no child.
repeats = On these photos a child seems to stand twice. Is it a mirror, a collage, or a wall with photos? Else only the surer face counts.
repeats-photo = A child may be here twice
repeats-moment = So on all { $photos } of that time

# The sorting page: who is on how many photos
coverage = How many photos of each child, month by month
coverage-missing = { $name } is on none of the photos of { $month }.
coverage-missing-more = { $more ->
    [one] And one more like this: see the table.
   *[other] And { $more } more like this: see the table.
}

# The sorting page: writing
write = 3 · Fill the folders
sort-where = Folder for the children’s folders
sort-folder-name = Sorted photos
sort-how = How
sort-names = Names of the files
sort-names-help = Shown with your newest photo. What lies in the folders already keeps its name.
sort-strip = Leave out where photos were taken
sort-strip-help = Positions and place names are left out of the copies. Dates and everything else stay, and the pictures themselves are not touched. What a phone keeps behind a photo is left out as well, such as the short film of a motion photo: it has a position of its own.
sort-strip-not = Links, shortcuts and moved photos are the originals: where they were taken stays in them.
sort-mode-copy = Copy
sort-mode-zip = ZIP for each child
sort-mode-hardlink = Link (needs no room)
sort-mode-symlink = Shortcut
sort-mode-move = Move
sort-move-warns = Your originals will be moved into the children’s folders and will no longer be where they are now. You can take this back below.
sort-look = See what would be written
sort-new-copy = { $files ->
    [0] There is nothing new to write.
    [one] **One** copy of one photo would be written ({ $size }; { $free } are free).
   *[other] **{ $files }** copies of { $photos ->
        [one] one photo
       *[other] { $photos } photos
    } would be written ({ $size }; { $free } are free).
}
sort-new-zip = { $files ->
    [0] There is nothing new to write: every child’s ZIP is as it should be.
    [one] **One** photo would be written into a ZIP ({ $size }; { $free } are free).
   *[other] ZIPs with **{ $files }** copies of { $photos ->
        [one] one photo
       *[other] { $photos } photos
    } would be written ({ $size }; { $free } are free). A ZIP that Cubby wrote before is replaced.
}
sort-new-hardlink = { $files ->
    [0] There is nothing new to link.
    [one] **One** link to one photo would be made.
   *[other] **{ $files }** links to { $photos ->
        [one] one photo
       *[other] { $photos } photos
    } would be made.
}
sort-new-symlink = { $files ->
    [0] There is nothing new to link.
    [one] **One** shortcut to one photo would be made.
   *[other] **{ $files }** shortcuts to { $photos ->
        [one] one photo
       *[other] { $photos } photos
    } would be made.
}
sort-new-move = { $files ->
    [0] There is nothing new to move.
    [one] **One** photo would be moved to one place.
   *[other] { $photos ->
        [one] **One** photo
       *[other] **{ $photos }** photos
    } would be moved to { $files } places: with several children on a photo, the others get copies.
}
sort-there = { $files ->
    [one] One is there already.
   *[other] { $files } are there already.
}
sort-lost = { $files ->
    [one] One photo is no longer where it was, and is left out.
   *[other] { $files } photos are no longer where they were, and are left out.
}
sort-start = Fill the folders
sorted = { $added } written to { $folder }, { $there } were there already. All of them are listed in { $manifest }.
taken-back = { $taken_back } taken back, { $gone } were gone already.
earlier = Earlier sortings
earlier-line = { $at } · { $folder } · { $files ->
    [one] one file
   *[other] { $files } files
} · { $how }
earlier-undone = { $at } · { $folder } · taken back
take-back = Take back

# The settings page
settings-children = Children
settings-folders = How right folders should be
settings-language = Language
settings-password = Password
settings-album = Album
settings-checkup = Check-up of this computer
saved = Saved

# Children
children-none = There are no children yet. Add them here, or while you name faces.
children-new = Name of a child
children-add = Add
children-colour = Colour
children-name = Name
children-up = Further up
children-down = Further down
children-listed = On the list
children-listed-help = The switch takes a child off the list: no folder is made, and the name is not offered when you name faces. The names you gave are kept.
children-named = { $faces ->
    [0] none named
   *[other] { $faces } named
}
colour-wrong = { $colour } is not a colour like #4477AA.

# Password
password-is-set = This album asks for a password.
password-is-not-set = Everyone who uses this computer can open this album.
password-new = New password
password-again = The same once more
password-set = Set the password
password-change = Change the password
password-lock = Lock the album now
password-remove = Remove the password
password-differs = The two passwords differ. Nothing was changed.
password-empty = Please type a password.

# Album and check-up
album-folder = The album lies in **{ $folder }**. It holds names, small pictures, what was learned, and the photos that were uploaded; all other photos stay where they are.
album-roots = Photos come from:
root-there = { $folder } · { $photos ->
    [one] one photo
   *[other] { $photos } photos
}
root-gone = { $folder } · { $photos ->
    [one] one photo
   *[other] { $photos } photos
} · **not there now. Is a drive unplugged?**
checkup-start = Check this computer
checkup-again = Check again
checkup-wrong = { $findings ->
    [one] One thing is
   *[other] { $findings } things are
} not as they should be:
checkup-processor = The processor does the work. No graphics card is there that Cubby can use, and none is needed.
checkup-card = The graphics card { $card } does the work.
checkup-room = { $free } GB are free for the album.
checkup-all = All that was checked, for whoever helps you

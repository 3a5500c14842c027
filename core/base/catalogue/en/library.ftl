# The page of photos
library-title = Photos
library-welcome = Let’s sort your class’s photos
library-promise = Cubby looks at your photos on this computer and files them by child. Your photos stay where they are: they are only read, and nothing leaves this computer.
library-own = Choose your folder
library-own-how = A folder with the photos of a day, a month or a whole half-year. You can add more at any time.
library-drawn = Try it with a drawn class
library-drawn-how = Nine children who don’t exist, drawn by Cubby, on 300 photos. You see the whole way in a few minutes, without a photo of anyone.
demo-start = Draw { $photos } photos
library-counts = { $photos ->
    [one] **One** photo
   *[other] **{ $photos }** photos
} · { $faces ->
    [one] **one** face
   *[other] **{ $faces }** faces
}
library-busy = This goes on when you leave the page or close the browser.
library-next = Name faces →
library-add = Add more photos
library-last = Last added on { $at }: **{ $added } new** · { $already_there } already there · { $refused } not taken · { $missing } missing
library-refused = { $files ->
    [one] One file was not taken
   *[other] { $files } files were not taken
}
library-missing = { $files ->
    [one] One photo is no longer where it was
   *[other] { $files } photos are no longer where they were
}
library-months = By month
library-month = Month
library-all-months = All months
months-plot = How many photos were taken in each month
month-unknown = No date
file-path = File
file-why = Why

# Adding photos
add-folder = Folder on this computer
add-upload = Upload
add-folder-which = Folder with photos
add-folder-stays = Folders inside it are looked at, too. The photos stay where they are.
add-upload-what = Photos, or a ZIP with photos
add-upload-kept = A copy is kept in { $folder }.
add-start = Add photos
add-how = How closely Cubby looks
add-thorough = Thoroughly
add-quick = Quickly
add-thorough-does = Photos that were looked at quickly are looked at again when their folder is added again. All names stay.
add-quick-price = In a third to half of the time, but of 100 masked faces about 6 more are missed.
folder-example = for example /home/me/Pictures/2024
folder-browse = Browse
folder-recent = Used before:
folder-up = One folder up
folder-none = There are no folders in here.
folder-closed-to-look = { $folder } can’t be opened.

# Uploads
upload-unwritable = { $name } could not be kept: { $why }
upload-zip-broken = { $name } is damaged or locked with a password. Nothing was taken from it.
upload-zip-leads-out = { $name } tries to write outside its own folder, as no camera or phone does. Nothing was taken from it.
upload-zip-bomb = { $name } would swell up far beyond what photos do. Nothing was taken from it.
upload-no-room = { $name } needs { $needed } MB, but only { $free } MB are free. Nothing was taken from it.

# The frame around every page
page-library = Photos
page-label = Names
page-sort = Sorting
page-settings = Settings
language-name-en = English
language-name-ko = 한국어
language-switch = Switch the language

# The gate
gate-title = This album is locked
gate-password = Password
gate-enter = Open
password-wrong = That password is not right.
password-pause = { $seconds ->
    [one] Too many wrong passwords. Please wait a second.
   *[other] Too many wrong passwords. Please wait { $seconds } seconds.
}

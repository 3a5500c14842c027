# What learning needs
train-no-names = 아직 배울 것이 없습니다. 먼저 얼굴에 이름을 붙여 주세요.
train-one-child = 아직 한 아이에게만 이름이 있습니다. 구별할 수 있도록 다른 아이에게도 이름을 붙여 주세요.
train-names-in-one-photo = 아직 아이마다 사진 한 장에서만 이름을 붙였습니다. 배운 것을 확인할 수 있도록 적어도 한 아이에게 다른 사진에서도 이름을 붙여 주세요.

# What learning says
learned-taught = { $faces ->
    [0] 붙여 주신 이름만으로 배웠습니다.
   *[other] 이름 없는 얼굴 { $faces }개에서도 배웠습니다.
}
learned-by-photo = 이름을 붙인 얼굴이 모두, 또는 아이마다, 한 활동에서 나왔습니다. 새 사진에서는 이 수치보다 낮을 수 있으니 다른 날의 사진에도 이름을 붙여 주세요.

# What was learned, on disk
head-file-gone = 배운 내용이 담긴 파일 { $path }이(가) 없습니다. 다시 배우게 해 주세요.
head-file-changed = 배운 내용이 담긴 파일 { $path }이(가) 손상되었거나 바뀌었습니다. 다시 배우게 해 주세요.

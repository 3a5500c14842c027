# 정리 페이지: 배우기
sort-title = 정리
sort-no-faces = 아직 얼굴이 있는 사진이 없습니다. 먼저 사진을 추가해 주세요.
sort-go-photos = 사진 고르기 →
sort-nothing-named = 아직 이름을 붙인 얼굴이 없습니다. 먼저 아이마다 얼굴 몇 개에 이름을 붙여 주세요. 열다섯 개 정도면 좋습니다.
sort-go-naming = 얼굴에 이름 붙이기 →
learn = 1 · 얼굴 배우기
learn-first = 아이 { $children }명의 얼굴 { $faces }개에 이름을 붙이셨습니다. 배우는 데 몇 초 걸립니다.
learn-start = 배우기
learn-again = 다시 배우기
learn-due = 그 뒤로 이름을 더 붙이셨습니다.
learn-unseen = 그 뒤로 얼굴 { $faces }개가 앨범에 들어왔습니다. 함께 정리할 수 있도록 다시 배우기를 눌러 주세요.
learned-from = 아이 { $children }명의 이름 붙인 얼굴 { $faces }개와 모르는 사람 { $strangers }명에게서 배웠습니다.

# 정리 페이지: 폴더 미리 보기
folders = 2 · 폴더 살펴보기
folders-unsure = 확실하지 않은 얼굴에 이름 붙이기 →
precision-wish = 폴더 안 사진 100장 가운데 몇 장이 맞아야 할까요?
precision-of-hundred = 100장 중 { $percent }장
precision-help = 많이 맞아야 할수록 빠지는 사진이 늘어납니다. 아이마다 아래에서 따로 조절할 수 있습니다.
folder-photos = 사진 { $photos }장
folder-not-learned = 아직 배우지 않았습니다. 얼굴 몇 개에 이름을 붙이고 다시 배우기를 눌러 주세요.
folder-evidence = 100장 중 { $right }장쯤 맞습니다. { $percent }장을 자신할 만큼 이름이 충분합니다.
folder-evidence-thin = 100장 중 { $right }장쯤 맞습니다. 아직 확실하지 않으니 이름을 { $more }개쯤 더 붙여 주세요.
folder-evidence-few = 100장 중 { $right }장쯤 맞습니다. 사진이 적어 이름만으로는 더 확실해질 수 없으니 폴더를 훑어봐 주세요.
folder-sure = 얼마나 확실해야 할까요?
folder-sure-help = 오른쪽으로 갈수록 폴더에 들어가는 사진이 줄고, 틀린 사진도 줄어듭니다.
folder-automatic = 자동으로 맞추기
folder-inside = 폴더에 들어갈 얼굴
folder-inside-none = 아직 사진이 없습니다
folder-short = 확실하지 않은 얼굴
folder-short-none = 애매한 얼굴이 없습니다

# 정리 페이지: 어떤 사진
rules = 일부 사진만 넣기
rules-out = 여기서 고른 대로 사진 { $photos }장이 폴더에서 빠집니다.
rule-shown = 아이가 얼마나 잘 나와야 할까요?
rule-shown-help = 얼굴이 크고 또렷하고, 가운데에 가깝고 카메라를 볼수록 잘 나온 사진입니다. 0이면 모든 사진이 들어갑니다.
rule-shown-above = 여기까지 들어갑니다
rule-shown-below = 여기부터 빠집니다
rule-side = 가장 작은 얼굴
rule-side-help = 아이 얼굴이 이보다 작은 사진은 그 아이 폴더에서 빠집니다. 0이면 모든 사진이 들어갑니다.
rule-best-of-burst = 연달아 찍은 비슷한 사진은 가장 좋은 한 장만
rule-best-of-burst-help = 10초 안에 찍은 거의 같은 사진은 한 장으로 칩니다. 아이마다 가장 잘 나온 사진이 남습니다.
rule-no-strangers = 모르는 사람이 있는 사진 빼기
rule-no-strangers-help = 모르는 사람이라고 하신 얼굴이나 어느 아이와도 닮지 않은 얼굴이 있는 사진을 뺍니다.
repeats = 한 아이가 두 번 나온 것 같은 사진입니다. 거울이나 콜라주, 벽에 붙은 사진인가요? 아니라면 더 확실한 얼굴만 칩니다.
repeats-photo = 한 아이가 두 번 나올 수 있음
repeats-moment = 같은 때 찍은 { $photos }장 모두

# 정리 페이지: 아이마다 사진 수
coverage = 달마다 아이 사진이 몇 장인지
coverage-missing = { $month } 사진에는 { $name } 사진이 한 장도 없습니다.
coverage-missing-more = 이런 경우가 { $more }번 더 있습니다. 표를 봐 주세요.

# 정리 페이지: 쓰기
write = 3 · 폴더 채우기
sort-where = 아이 폴더를 만들 곳
sort-folder-name = 정리한 사진
sort-how = 방법
sort-names = 파일 이름
sort-names-help = 가장 최근 사진으로 보여 드립니다. 폴더에 이미 있는 파일은 이름이 그대로입니다.
sort-strip = 찍은 곳 빼기
sort-strip-help = 복사본에서 위치와 지명을 뺍니다. 날짜 같은 다른 내용은 그대로이고, 화질도 바뀌지 않습니다. 움직이는 사진의 짧은 영상처럼 휴대전화가 사진 뒤에 붙여 둔 것에도 위치가 있어서 함께 뺍니다.
sort-strip-not = 링크, 바로 가기, 옮긴 사진은 원본이라서 찍은 곳이 그대로 남습니다.
sort-mode-copy = 복사
sort-mode-zip = 아이별 ZIP
sort-mode-hardlink = 링크 (자리를 차지하지 않음)
sort-mode-symlink = 바로 가기
sort-mode-move = 옮기기
sort-move-warns = 원본이 아이 폴더로 옮겨져 지금 자리에서는 없어집니다. 아래에서 되돌릴 수 있습니다.
sort-look = 무엇이 들어갈지 보기
sort-new-copy = { $files ->
    [0] 새로 넣을 사진이 없습니다.
   *[other] 사진 { $photos }장의 복사본 **{ $files }**개가 들어갑니다({ $size }, 남은 자리 { $free }).
}
sort-new-zip = { $files ->
    [0] 새로 쓸 것이 없습니다. 아이마다 ZIP이 이미 맞습니다.
   *[other] 사진 { $photos }장의 복사본 **{ $files }**개를 ZIP에 넣습니다({ $size }, 남은 자리 { $free }). Cubby가 전에 쓴 ZIP은 새것으로 바뀝니다.
}
sort-new-hardlink = { $files ->
    [0] 새로 만들 링크가 없습니다.
   *[other] 사진 { $photos }장의 링크 **{ $files }**개를 만듭니다.
}
sort-new-symlink = { $files ->
    [0] 새로 만들 바로 가기가 없습니다.
   *[other] 사진 { $photos }장의 바로 가기 **{ $files }**개를 만듭니다.
}
sort-new-move = { $files ->
    [0] 새로 옮길 사진이 없습니다.
   *[other] 사진 **{ $photos }**장을 { $files }곳으로 옮깁니다. 여러 아이가 있는 사진은 다른 아이 폴더에 복사본을 넣습니다.
}
sort-there = { $files }개는 이미 있습니다.
sort-lost = 사진 { $files }장은 원래 자리에 없어 빠집니다.
sort-start = 폴더 채우기
sorted = { $folder }에 { $added }개를 넣었습니다. { $there }개는 이미 있었습니다. 전체 목록은 { $manifest }에 있습니다.
taken-back = { $taken_back }개를 되돌렸습니다. { $gone }개는 이미 없었습니다.
earlier = 지난 정리
earlier-line = { $at } · { $folder } · 파일 { $files }개 · { $how }
earlier-undone = { $at } · { $folder } · 되돌림
take-back = 되돌리기

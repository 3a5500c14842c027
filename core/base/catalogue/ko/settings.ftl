# 설정 페이지
settings-children = 아이들
settings-folders = 폴더가 얼마나 정확해야 할까요
settings-language = 언어
settings-password = 비밀번호
settings-album = 앨범
settings-checkup = 컴퓨터 점검
saved = 저장했습니다

# 아이들
children-none = 아직 아이가 없습니다. 여기에서 추가하거나 얼굴에 이름을 붙일 때 추가해 주세요.
children-new = 아이 이름
children-add = 추가
children-colour = 색
children-name = 이름
children-up = 위로
children-down = 아래로
children-listed = 목록에 있음
children-listed-help = 스위치를 끄면 그 아이는 목록에서 빠져 폴더가 만들어지지 않고 이름을 붙일 때도 나오지 않습니다. 이미 붙인 이름은 그대로 남습니다.
children-named = { $faces ->
    [0] 이름 없음
   *[other] 이름 { $faces }개
}
colour-wrong = { $colour }은(는) #4477AA 같은 색이 아닙니다.

# 비밀번호
password-is-set = 이 앨범은 비밀번호를 묻습니다.
password-is-not-set = 이 컴퓨터를 쓰는 사람은 누구나 이 앨범을 열 수 있습니다.
password-new = 새 비밀번호
password-again = 한 번 더
password-set = 비밀번호 설정
password-change = 비밀번호 바꾸기
password-lock = 지금 앨범 잠그기
password-remove = 비밀번호 없애기
password-differs = 두 비밀번호가 다릅니다. 바뀐 것은 없습니다.
password-empty = 비밀번호를 입력해 주세요.

# 앨범과 점검
album-folder = 앨범은 **{ $folder }**에 있습니다. 이름, 작은 사진, 배운 내용, 올린 사진이 들어 있습니다. 다른 사진은 원래 자리에 있습니다.
album-roots = 사진을 가져온 폴더:
root-there = { $folder } · 사진 { $photos }장
root-gone = { $folder } · 사진 { $photos }장 · **지금은 없습니다. 드라이브가 빠져 있지 않은지 확인해 주세요.**
checkup-start = 이 컴퓨터 점검하기
checkup-again = 다시 점검하기
checkup-wrong = { $findings }가지가 올바르지 않습니다:
checkup-processor = 프로세서로 작업합니다. Cubby가 쓸 수 있는 그래픽 카드는 없지만, 꼭 필요하지는 않습니다.
checkup-card = 그래픽 카드 { $card }(으)로 작업합니다.
checkup-room = 앨범에 쓸 수 있는 자리가 { $free } GB 남아 있습니다.
checkup-all = 점검한 모든 것 (도와주는 분께 보여 주세요)

# 모든 페이지의 틀
page-library = 사진
page-label = 이름 붙이기
page-sort = 정리
page-settings = 설정
language-name-en = English
language-name-ko = 한국어
language-switch = 언어 바꾸기

# 비밀번호
gate-title = 잠긴 앨범입니다
gate-password = 비밀번호
gate-enter = 열기
password-wrong = 비밀번호가 맞지 않습니다.
password-pause = 비밀번호를 여러 번 틀렸습니다. { $seconds }초 뒤에 다시 시도해 주세요.

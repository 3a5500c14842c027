# 얼굴 격자. 중괄호 안은 브라우저에서 채웁니다
grid-faces = 얼굴
grid-people = 누구인가요?
grid-stranger = 모르는 사람
grid-not-face = 얼굴 아님
grid-undo = 되돌리기
grid-back = 이전
grid-next = 다음 얼굴
grid-child = + 아이 추가
grid-child-name = 새 아이의 이름
grid-group = 이 { $number }개 모두 고르기
grid-group-name = 이 { $number }개는 모두 { $name }
grid-unknown = 아직 이름 없음
grid-face = 얼굴 { $total }개 중 { $number }번: { $name }
grid-guess = { $name }?
grid-keys = 아이를 누른 뒤 얼굴을 누르세요. 키보드로는 화살표로 움직이고, 숫자로 이름을 붙이고, 스페이스로 여러 개를, A로 한 묶음을 고르고, Enter로 추측을 받아들이거나 방금 이름을 다시 붙입니다.

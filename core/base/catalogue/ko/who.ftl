# 이 사진에 누가 있나요?
who-title = 이 사진에 누가 있나요?
who-nothing-learned = 아직 아무도 배우지 않았습니다. 먼저 얼굴에 이름을 붙이고 배우게 해 주세요.
who-to-sort = 정리로 가기 →
who-which-run = 배운 것
who-run = { $at } · 이름 { $names }개
who-drop = 사진을 여기에 놓아 주세요
who-not-kept = 사진은 보기만 하고 남기지 않습니다.
who-looking = 보고 있습니다…
who-stranger = 아이들이 아님
who-like = 가장 닮은 아이: { $name } { $percent } %
who-no-face = 얼굴을 찾지 못했습니다.
who-keep = 앨범에 남기기
who-kept = 앨범에 남겼습니다.
drop-other-run = 남기지 않는 사진은 몇 초 만에 배운 것으로만 볼 수 있습니다.
drop-gone = 이 사진들은 남기지 않았습니다. 다시 놓아 주세요.
drop-unwritable = 사진을 볼 수 있게 잠시 두지 못했습니다: { $why }

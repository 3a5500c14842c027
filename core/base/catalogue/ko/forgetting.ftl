# 설정 페이지: 아이 잊기
forget = 아이 잊기
forget-what = 아이의 이름과 얼굴, 얼굴에 대해 말씀하신 것, 그 얼굴에서 배운 것이 앨범에서 모두 지워집니다. 되돌릴 수 없습니다. 사진은 그대로 있고, 아이 폴더에 넣은 사진도 그대로 있습니다.
forget-whom = 어느 아이인가요?
forget-sure = 네, { $name }을(를) 완전히 잊습니다
forget-do = { $name } 잊기
forget-done = 아이를 잊었습니다.
forget-went = 얼굴 { $faces }개, 얼굴에 대해 말씀하신 것 { $labels }가지, 앨범 파일 { $files }개, 함께 배운 기록 { $runs }개를 지웠습니다.
forget-left-sorted = 아이 폴더에 넣은 사진 { $files }장은 { $folders }에 그대로 있습니다. 필요 없으면 그 폴더를 직접 지워 주세요.
forget-left-traces = 다른 프로그램이 앨범을 열고 있는 동안에는 앨범 파일에 흔적이 남을 수 있습니다. Cubby를 모두 닫고 다시 시작해 주세요.
forget-left-elsewhere = 사진은 건드리지 않았습니다. 전에 만든 백업은 아이를 아직 알고 있으니 지우고 새로 만들어 주세요.

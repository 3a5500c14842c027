# 앨범
album-missing = { $folder }에는 아직 앨범이 없습니다. 먼저 사진 폴더를 가져와 주세요.
album-unwritable = { $folder }의 앨범을 열거나 쓸 수 없습니다: { $why }
album-busy = 다른 프로그램이 { $folder }의 앨범을 너무 오래 열고 있습니다. 다시 시도해 주세요.
album-broken = { $folder }의 album.db 파일이 앨범이 아니거나 손상되었습니다.
album-newer = { $folder }의 앨범은 더 새로운 Cubby에서 만든 것입니다. Cubby를 업데이트한 뒤 열어 주세요.

# 사람
name-empty = 아이의 이름을 적어 주세요.
name-too-long = 이름 ‘{ $name }…’이(가) 너무 깁니다. { $most }자까지 쓸 수 있습니다.
name-unprintable = 이름 { $name }에 표시할 수 없는 글자가 있습니다.
name-taken = { $name } 이름의 아이가 이미 있습니다.
person-missing = 이 앨범에 { $name } 이름의 아이가 없습니다.
person-added = { $name }을(를) 추가했습니다.
person-renamed = { $old }의 이름을 { $new }(으)로 바꾸었습니다.
people-none = 아직 등록된 아이가 없습니다. 추가하려면: python -m core people add 이름
file-unwritable = { $path }에 쓸 수 없습니다: { $why }
forgotten = { $name }을(를) 잊었습니다.
forgotten-receipt = 지운 것: 얼굴 { $faces }개와 그 임베딩, 이름표 { $labels }개, 앨범 파일 { $files }개, 학습: { $runs }.
forgotten-sorted = 정리된 사진 { $files }장이 아직 { $folders }에 있습니다. Cubby는 더 이상 누구의 것인지 모릅니다.
forgotten-traces = 다른 창이나 프로그램이 이 앨범을 열고 있습니다. 그것을 닫을 때까지 앨범 파일에 흔적이 남습니다.
disk-full = 디스크가 가득 차서 더 저장할 수 없습니다: { $path }. 지금까지 한 일은 남아 있습니다. 자리를 만든 다음 이어서 해 주세요.
disk-closed = 쓰거나 읽을 수 없습니다. 잠겨 있거나 읽기 전용일 수 있습니다: { $path }. 지금까지 한 일은 남아 있습니다.
disk-broken = 디스크가 응답하지 않습니다. 연결이 빠졌을 수 있습니다: { $path }. 지금까지 한 일은 남아 있습니다. 다시 연결한 다음 이어서 해 주세요.

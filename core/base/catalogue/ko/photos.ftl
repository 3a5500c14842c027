# Why a file can't be used as a photo.
photo-empty = 빈 파일입니다.
photo-unknown = 열 수 있는 사진이 아닙니다. JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP, GIF 사진을 사용해 주세요.
photo-cut-off = 사진이 중간에 잘려 파일의 일부가 없습니다. 카메라나 휴대전화에서 다시 복사해 주세요.
photo-too-large = 사진이 { $megapixels }메가픽셀입니다. { $most }메가픽셀까지 열 수 있습니다.
photo-broken = 사진이 손상되어 열 수 없습니다.

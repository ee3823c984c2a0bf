package model

// GTINCheckDigit returns the digit that completes a GTIN whose other digits are
// given (GS1 General Specifications, section 7.9): from the right, they weigh 3
// and 1 in turn, and the check digit makes the sum a multiple of ten.
func GTINCheckDigit(digits string) byte {
	sum := 0
	for i := range len(digits) {
		weight := 3 - 2*(i%2)
		sum += weight * int(digits[len(digits)-1-i]-'0')
	}
	return byte('0' + (10-sum%10)%10)
}

// IsGTIN reports whether code is a GTIN-8, -12, -13 or -14 with the right check
// digit.
func IsGTIN(code string) bool {
	switch len(code) {
	case 8, 12, 13, 14:
	default:
		return false
	}
	for i := range len(code) {
		if code[i] < '0' || code[i] > '9' {
			return false
		}
	}
	last := len(code) - 1
	return code[last] == GTINCheckDigit(code[:last])
}

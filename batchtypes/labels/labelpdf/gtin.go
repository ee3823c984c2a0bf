package labelpdf

// isGTIN reports whether code is a GTIN-8, -12, -13 or -14 with the right check
// digit (GS1 General Specifications, section 7.9: weights 3 and 1 alternate from
// the right, and the weighted sum is a multiple of ten).
func isGTIN(code string) bool {
	switch len(code) {
	case 8, 12, 13, 14:
	default:
		return false
	}
	sum := 0
	for i := range len(code) {
		digit := code[len(code)-1-i]
		if digit < '0' || digit > '9' {
			return false
		}
		weight := 1 + 2*(i%2)
		sum += weight * int(digit-'0')
	}
	return sum%10 == 0
}

package pack

// dynamic reads the code lengths of a block and builds its tables.
func (z *inflater) dynamic() error {
	z.refill()
	lits, dists, codes := int(z.bits&31)+257, int(z.bits>>5&31)+1, int(z.bits>>10&15)+4
	z.drop(14)
	if lits > 286 || dists > 30 {
		return errDeflate
	}
	var order [19]uint8
	for i := range codes {
		z.refill()
		order[lengthOrder[i]] = uint8(z.bits & 7)
		z.drop(3)
	}
	if !z.lit.build(order[:], primary) {
		return errDeflate
	}
	var lengths [286 + 30]uint8
	for i := 0; i < lits+dists; {
		z.refill()
		e := z.lit.table[z.bits&(1<<primary-1)]
		l := uint(e & 15)
		if l == 0 || l > z.n {
			return errDeflate
		}
		z.drop(l)
		sym := e >> 8
		if sym < 16 {
			lengths[i] = uint8(sym)
			i++
			continue
		}
		var again int
		var value uint8
		switch sym {
		case 16:
			if i == 0 {
				return errDeflate
			}
			value = lengths[i-1]
			again = 3 + int(z.bits&3)
			z.drop(2)
		case 17:
			again = 3 + int(z.bits&7)
			z.drop(3)
		default:
			again = 11 + int(z.bits&127)
			z.drop(7)
		}
		if i+again > lits+dists {
			return errDeflate
		}
		for range again {
			lengths[i] = value
			i++
		}
	}
	if !z.lit.build(lengths[:lits], primary) || !z.dist.build(lengths[lits:lits+dists], primaryDist) {
		return errDeflate
	}
	return nil
}

func (z *inflater) fixedTables() *fixedCodes {
	if z.fixed == nil {
		z.fixed = &fixedCodes{}
		var l [288]uint8
		for i := range l {
			switch {
			case i < 144:
				l[i] = 8
			case i < 256:
				l[i] = 9
			case i < 280:
				l[i] = 7
			default:
				l[i] = 8
			}
		}
		var d [30]uint8
		for i := range d {
			d[i] = 5
		}
		z.fixed.lit.build(l[:], primary)
		z.fixed.dist.build(d[:], primaryDist)
	}
	return z.fixed
}

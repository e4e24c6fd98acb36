# A case of 60 issues, 45 of which two sides weigh.
BEGIN {
    print "truce 1\naudience public\ncase many \"Many issues\""
    print "party a \"A\"\nparty b \"B\"\nreader desk \"Desk\""
    for (i = 0; i < 60; i++) {
        printf "issue i%d \"Issue %d\"\n  rung low\n  rung mid\n  rung high\n", i, i
    }
    for (p = 0; p < 2; p++) {
        printf "preferences p%d of %s by desk\n", p, p ? "b" : "a"
        for (i = 0; i < 45; i++) {
            own = i * 13 % 71
            other = 850 + i * 17 % 89
            printf "  weight i%d %d\n", i, 100 + (i * 37 + p * 11) % 97
            printf "  value i%d low is %d\n", i, p ? other : own
            printf "  value i%d mid is %d\n", i, 400 + (i * 29 + p * 17) % 101
            printf "  value i%d high is %d\n", i, p ? own : other
        }
        print "  reserve 2900000"
    }
}

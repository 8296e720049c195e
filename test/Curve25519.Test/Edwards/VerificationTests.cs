// Ed25519's strict verification, one at a time and many at once, on every backend (fact sheet crypto §2.3).
using System.Numerics;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Edwards;

public sealed class VerificationTests
{
    private static readonly BigInteger L = EdwardsModel.Order;

    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Theory, MemberData(nameof(Levels))]
    public void NonCanonicalS_IsRefused(SimdLevel level)
    {
        var cases = new List<SignatureCase>();
        var random = new Random(1);
        for (int i = 0; i < 4; i++)
        {
            SignatureCase good = Signatures.Honest(random, 40);
            cases.Add(good);
            BigInteger s = FieldModel.FromBytes(good.Signature.AsSpan(32));
            BigInteger bit = BigInteger.One << 253;
            BigInteger[] others = [s + L, s + (2 * L), s + (8 * L), s + bit, s + (2 * bit), s + (4 * bit), L, (8 * bit) - 1];
            foreach (BigInteger other in others)
            {
                cases.Add(good with { Signature = Signatures.Join(good.Signature[..32], other), Valid = false, What = $"s = {other}" });
            }
        }
        AssertVerdicts(level, cases);
    }

    [Theory, MemberData(nameof(Levels))]
    public void SmallOrderKey_IsRefusedThoughTheEquationHolds(SimdLevel level)
    {
        byte[][] keys = Signatures.SmallOrderEncodings();
        Assert.Equal(8 + 2 + 4, keys.Length);
        var cases = new List<SignatureCase>();
        var random = new Random(2);
        foreach (byte[] key in keys)
        {
            EdwardsModel a = EdwardsModel.Decode(key)!;
            Assert.True((8 * a).IsSame(EdwardsModel.Identity));
            for (int i = 0; i < 3; i++)
            {
                // R = rB and k a multiple of eight: [s]B - [k]A = R for s = r.
                KnownPoint r = KnownPoint.Random(random);
                byte[] encodedR = r.Point.Encode(), message;
                do message = Samples.Bytes(random, 20);
                while (!(Signatures.Challenge(encodedR, key, message) % 8 * a).IsSame(EdwardsModel.Identity));
                cases.Add(new(key, message, Signatures.Join(encodedR, r.Logarithm), false, "small-order key"));
            }
            // Everything zero.
            cases.Add(new(key, [], new byte[64], false, "zero signature"));
            cases.Add(new(key, [], Signatures.Join(EdwardsModel.Identity.Encode(), 0), false, "identity and zero"));
        }
        AssertVerdicts(level, cases);
    }

    [Theory, MemberData(nameof(Levels))]
    public void SmallOrderR_IsRefusedThoughTheEquationHolds(SimdLevel level)
    {
        var cases = new List<SignatureCase>();
        var random = new Random(3);
        KnownPoint a = KnownPoint.Random(random);
        foreach (byte[] encodedR in Signatures.SmallOrderEncodings())
        {
            EdwardsModel u = EdwardsModel.Decode(encodedR)!;
            foreach (EdwardsModel t in EdwardsModel.Torsion)
            {
                // s = k a: what is left of the equation is -[k]T = U. Several messages, so that it holds for some.
                byte[] key = (a.Point + t).Encode();
                for (int i = 0; i < 2; i++)
                {
                    byte[] message;
                    BigInteger k;
                    int tries = 0;
                    do
                    {
                        message = Samples.Bytes(random, 20);
                        k = Signatures.Challenge(encodedR, key, message);
                    }
                    while (!(k % 8 * t).Negate().IsSame(u) && ++tries < 40);
                    cases.Add(new(key, message, Signatures.Join(encodedR, k * a.Logarithm % L), false, "small-order R"));
                }
            }
        }
        AssertVerdicts(level, cases);
    }

    /// <summary>Keys and commitments with a small-order part: the equation without cofactor decides, alone and in company alike.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void MixedOrder_IsDecidedByTheEquationWithoutCofactor(SimdLevel level)
    {
        var random = new Random(4);
        var cases = new List<SignatureCase>();
        foreach (EdwardsModel keyTorsion in EdwardsModel.Torsion)
        {
            KnownPoint a = KnownPoint.Random(random), r = KnownPoint.Random(random);
            foreach (EdwardsModel commitmentTorsion in EdwardsModel.Torsion)
            {
                for (int i = 0; i < 3; i++) cases.Add(Signatures.Mixed(a, r, keyTorsion, commitmentTorsion, Samples.Bytes(random, 16)));
            }
            // Of each kind at least one that holds.
            for (int tries = 0, found = 0; tries < 100 && found < 2; tries++)
            {
                SignatureCase c = Signatures.Mixed(a, r, keyTorsion, EdwardsModel.Torsion[random.Next(8)], Samples.Bytes(random, 16));
                if (!c.Valid) continue;
                cases.Add(c);
                found++;
            }
        }
        Assert.InRange(cases.Count(c => c.Valid), 16, cases.Count / 2);
        AssertVerdicts(level, cases);
    }

    /// <summary>R is compared as bytes: another encoding of the same point is another signature, and an invalid one.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void NonCanonicalR_IsRefused(SimdLevel level)
    {
        var random = new Random(5);
        var cases = new List<SignatureCase>();
        KnownPoint a = KnownPoint.Random(random);
        byte[] key = a.Point.Encode();
        for (int y = 0; y < 19; y++)
        {
            foreach (int sign in (int[])[0, 1])
            {
                // Points of unknown logarithm (but for small orders): no s can be known, so any will do.
                byte[] encodedR = FieldModel.ToBytes(FieldModel.P + y + (sign * (BigInteger.One << 255)));
                byte[] message = Samples.Bytes(random, 16);
                BigInteger k = Signatures.Challenge(encodedR, key, message);
                cases.Add(new(key, message, Signatures.Join(encodedR, k * a.Logarithm % L), false, "non-canonical R"));
            }
        }
        // The identity as R = (0, 1) with the sign set, for s = k a.
        byte[] odd = EdwardsModel.Identity.Encode();
        odd[31] |= 0x80;
        cases.Add(new(key, [1], Signatures.Join(odd, Signatures.Challenge(odd, key, [1]) * a.Logarithm % L), false, "-0"));
        AssertVerdicts(level, cases);
    }

    /// <summary>The key's y is taken modulo p; then the equation decides, over the bytes as given.</summary>
    [Theory, MemberData(nameof(Levels))]
    public unsafe void NonCanonicalKey_DecodesModuloP(SimdLevel level)
    {
        var random = new Random(6);
        var cases = new List<SignatureCase>();
        int decoded = 0;
        for (int y = 0; y < 19; y++)
        {
            foreach (int sign in (int[])[0, 1])
            {
                BigInteger top = sign * (BigInteger.One << 255);
                byte[] key = FieldModel.ToBytes(FieldModel.P + y + top), canonical = FieldModel.ToBytes(y + top);
                Assert.Equal(DecodeEdwards(canonical), DecodeEdwards(key));
                Assert.Equal(EdwardsModel.Decode(key) is not null, DecodeEdwards(key) is not null);
                if (DecodeEdwards(key) is not null) decoded++;
                KnownPoint r = KnownPoint.Random(random);
                cases.Add(new(key, [], Signatures.Join(r.Point.Encode(), r.Logarithm), false, "non-canonical key"));
            }
        }
        Assert.InRange(decoded, 8, 30);
        AssertVerdicts(level, cases);
    }

    [Theory, MemberData(nameof(Levels))]
    public void Keys_OffTheCurve_AreRefused(SimdLevel level)
    {
        var random = new Random(7);
        var cases = new List<SignatureCase>();
        for (int i = 0; i < 40; i++)
        {
            byte[] key = Samples.Bytes(random, 32);
            KnownPoint s = KnownPoint.Random(random);
            // [s]B - [k]O = R if a failed decoding were taken for the identity.
            cases.Add(new(key, [9], Signatures.Join(s.Point.Encode(), s.Logarithm), false, "random key"));
        }
        AssertVerdicts(level, cases);
    }

    [Theory, MemberData(nameof(Levels))]
    public void OneFlippedBit_AnywhereIsRefused(SimdLevel level)
    {
        SignatureCase good = Signatures.Honest(new Random(8), 12);
        var cases = new List<SignatureCase> { good };
        SignatureCase bad = good with { Valid = false };
        for (int bit = 0; bit < 256; bit++) cases.Add(bad with { PublicKey = Flip(good.PublicKey, bit), What = $"key bit {bit}" });
        for (int bit = 0; bit < 512; bit++) cases.Add(bad with { Signature = Flip(good.Signature, bit), What = $"signature bit {bit}" });
        for (int bit = 0; bit < 96; bit++) cases.Add(bad with { Message = Flip(good.Message, bit), What = $"message bit {bit}" });
        cases.Add(bad with { Message = good.Message[..^1], What = "message cut" });
        cases.Add(bad with { Message = [.. good.Message, 0], What = "message extended" });
        cases.Add(bad with { Message = [], What = "message empty" });
        cases.Add(bad with { Signature = [.. good.Signature[32..], .. good.Signature[..32]], What = "halves exchanged" });
        cases.Add(good);
        AssertVerdicts(level, cases);
    }

    [Fact]
    public void WrongLengths_DoNotVerify()
    {
        SignatureCase good = Signatures.Honest(new Random(9), 5);
        Assert.True(Ed25519.Verify(good.PublicKey, good.Message, good.Signature));
        foreach (int length in (int[])[0, 1, 31, 33, 64])
        {
            Assert.False(Ed25519.Verify(Resized(good.PublicKey, length), good.Message, good.Signature));
        }
        foreach (int length in (int[])[0, 1, 32, 63, 65, 128])
        {
            Assert.False(Ed25519.Verify(good.PublicKey, good.Message, Resized(good.Signature, length)));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Many_OfEveryCount_AsEachAlone(SimdLevel level)
    {
        var random = new Random(10);
        SignatureCase[] pool = [.. Enumerable.Range(0, 12).Select(i => Signatures.Honest(random, i * 100))];
        foreach (int count in (int[])[.. Enumerable.Range(0, 41), 65, 130])
        {
            var cases = new List<SignatureCase>();
            for (int i = 0; i < count; i++)
            {
                SignatureCase c = pool[random.Next(pool.Length)], other = pool[random.Next(pool.Length)];
                BigInteger s = FieldModel.FromBytes(c.Signature.AsSpan(32));
                cases.Add(random.Next(6) switch
                {
                    0 => c with { Signature = Flip(c.Signature, random.Next(512)), Valid = false },
                    1 => c with { PublicKey = other.PublicKey, Valid = ReferenceEquals(c, other) },
                    2 => c with { Signature = Signatures.Join(c.Signature[..32], s + L), Valid = false },
                    _ => c,
                });
            }
            AssertVerdicts(level, cases, alone: count % 8 == 0);
        }
    }

    /// <summary>On this backend alone and together, and through the public methods.</summary>
    private static void AssertVerdicts(SimdLevel level, List<SignatureCase> cases, bool alone = true)
    {
        var backend = Backend.For(level);
        bool[] together = backend.VerifyEach(
            [.. cases.Select(c => c.PublicKey)], [.. cases.Select(c => c.Message)], [.. cases.Select(c => c.Signature)]);
        bool[] many = new bool[cases.Count];
        for (int i = 0; i < many.Length; i++) many[i] = !cases[i].Valid;
        Ed25519.VerifyMany(
            cases.SelectMany(c => c.PublicKey).ToArray(),
            [.. cases.Select(c => (ReadOnlyMemory<byte>)c.Message)],
            cases.SelectMany(c => c.Signature).ToArray(),
            many);
        for (int i = 0; i < cases.Count; i++)
        {
            SignatureCase c = cases[i];
            Assert.True(c.Valid == together[i], $"{c.What}: together {together[i]}");
            Assert.True(c.Valid == many[i], $"{c.What}: many {many[i]}");
            if (!alone) continue;
            Assert.True(c.Valid == backend.Verify(c.PublicKey, c.Message, c.Signature), $"{c.What}: alone {!c.Valid}");
            if (level == SimdLevel.Plain) Assert.True(c.Valid == Ed25519.Verify(c.PublicKey, c.Message, c.Signature), c.What);
        }
    }

    /// <summary>The affine point, or null.</summary>
    private static unsafe string? DecodeEdwards(byte[] encoding)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength), valid = ws.Take(1);
        fixed (byte* from = encoding) LaneEdwards<PlainField>.Decode(p, valid, from);
        EdwardsPoint point;
        LaneGroup<PlainField>.Store(&point, p);
        EdwardsModel model = EdwardsModel.FromPoint(point);
        Assert.True(model.IsOnCurve);
        return *valid != 0 ? $"{model.X} {model.Y}" : null;
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit >> 3] ^= (byte)(1 << (bit & 7));
        return flipped;
    }

    private static byte[] Resized(byte[] bytes, int length)
    {
        byte[] resized = new byte[length];
        bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(resized);
        return resized;
    }
}

// Ring signatures of every size: honest ones are valid, and each change is refused under its name (fact sheet ledger §2.10).
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test.RingSignatures;

public sealed class RingMlsagTests
{
    private static readonly CompressedRistretto Undecodable = new([.. Enumerable.Repeat((byte)0xff, 32)]);

    [Fact]
    public void Signatures_OfEverySize_AreValid()
    {
        for (int size = 1; size <= 20; size++)
        {
            var ring = new SampleRing(size, size, tokenId: (ulong)size % 3, messageLength: size * 7 % 40);
            foreach (int real in (int[])[0, size / 2, size - 1])
            {
                RingVerification signed = ring.Signed(real);
                Assert.True(Verify(signed).IsNone);
                Assert.Equal(KeyImage.Create(ring.Keys[real]), signed.Signature.KeyImage);
                Assert.Equal(2 * size, signed.Signature.Responses.Count);
                Codec.AssertRoundTrip<RingMlsag>(signed.Signature.Encode());
            }
        }
    }

    [Fact]
    public void ChangesOfEveryField_AreRefused()
    {
        RingVerification signed = new SampleRing(100, 4).Signed(2);
        RingMlsag s = signed.Signature;
        Scalar[] responses = [.. s.Responses];
        for (int i = 0; i < responses.Length; i++)
        {
            Scalar[] changed = [.. responses];
            changed[i] += Scalar.One;
            Refused("InvalidSignature", signed with { Signature = new RingMlsag(s.CZero, changed, s.KeyImage) });
        }
        Refused("InvalidSignature", signed with { Signature = new RingMlsag(s.CZero + Scalar.One, responses, s.KeyImage) });
        Refused("InvalidSignature", signed with { Signature = new RingMlsag(s.CZero, responses, new KeyImage(signed.OutputCommitment)) });
        Refused("InvalidSignature", signed with { Signature = new RingMlsag(s.CZero, responses, default) });
        Refused("InvalidKeyImage", signed with { Signature = new RingMlsag(s.CZero, responses, new KeyImage(Undecodable)) });
        Refused("LengthMismatch(8, 7)", signed with { Signature = new RingMlsag(s.CZero, responses.AsSpan(0, 7), s.KeyImage) });
        Refused("LengthMismatch(8, 9)", signed with { Signature = new RingMlsag(s.CZero, [.. responses, Scalar.One], s.KeyImage) });
        Refused("LengthMismatch(8, 0)", signed with { Signature = new RingMlsag(s.CZero, [], s.KeyImage) });
        Refused("LengthMismatch(0, 8)", signed with { Ring = default });
        Refused("InvalidSignature", signed with { Ring = default, Signature = new RingMlsag(s.CZero, [], s.KeyImage) });
        Refused("InvalidSignature", signed with { Message = (byte[])[.. signed.Message.Span, 0] });
        Refused("InvalidSignature", signed with { OutputCommitment = signed.Ring.Span[0].TargetKey });
        Refused("InvalidCurvePoint", signed with { OutputCommitment = Undecodable });
        for (int i = 0; i < 4; i++)
        {
            Refused("InvalidSignature", signed with { Ring = With(signed, i, m => m with { TargetKey = m.Commitment }) });
            Refused("InvalidSignature", signed with { Ring = With(signed, i, m => m with { Commitment = m.TargetKey }) });
            Refused("InvalidCurvePoint", signed with { Ring = With(signed, i, m => m with { TargetKey = Undecodable }) });
            Refused("InvalidCurvePoint", signed with { Ring = With(signed, i, m => m with { Commitment = Undecodable }) });
            // The public key is not part of what is signed.
            Assert.True(Verify(signed with { Ring = With(signed, i, m => m with { PublicKey = Undecodable }) }).IsNone);
        }
    }

    [Fact]
    public void Errors_ComeInOrder()
    {
        RingVerification signed = new SampleRing(101, 3).Signed(0);
        RingMlsag s = signed.Signature, noImage = new(s.CZero, [.. s.Responses], new KeyImage(Undecodable));
        RingMlsag tooFew = new(s.CZero, s.ResponseSpan[1..], new KeyImage(Undecodable));
        RingVerification broken = signed with { Ring = With(signed, 1, m => m with { Commitment = Undecodable }), OutputCommitment = Undecodable };
        Refused("InvalidCurvePoint", broken with { Signature = tooFew });
        Refused("LengthMismatch(6, 5)", broken with { Signature = tooFew, Ring = signed.Ring });
        Refused("InvalidKeyImage", broken with { Signature = noImage, Ring = signed.Ring });
        Refused("InvalidCurvePoint", broken with { Signature = s, Ring = signed.Ring });
    }

    [Fact]
    public void VerifyMany_GivesTheVerdictsOfVerify()
    {
        var random = new Random(5);
        foreach (int count in (int[])[0, 1, 2, 3, 5, 8, 9, 20, 70])
        {
            bool equal = count % 2 == 0;
            RingVerification[] rings = [.. Enumerable.Range(0, count).Select(i =>
            {
                int size = equal ? 3 : random.Next(1, 8);
                RingVerification signed = new SampleRing((100 * count) + i, size, messageLength: equal ? 32 : random.Next(0, 40)).Signed(random.Next(size));
                RingMlsag s = signed.Signature;
                return random.Next(9) switch
                {
                    0 => signed with { OutputCommitment = Undecodable },
                    1 => signed with { Ring = With(signed, size - 1, m => m with { TargetKey = Undecodable }) },
                    2 => signed with { Signature = new RingMlsag(s.CZero, s.ResponseSpan[1..], s.KeyImage) },
                    3 => signed with { Signature = new RingMlsag(s.CZero, s.ResponseSpan, new KeyImage(Undecodable)) },
                    4 => signed with { Signature = new RingMlsag(s.CZero + Scalar.One, s.ResponseSpan, s.KeyImage) },
                    _ => signed,
                };
            })];
            var verdicts = new RingSignatureError[count];
            RingMlsag.VerifyMany(rings, verdicts);
            Assert.Equal(rings.Select(Verify), verdicts);
        }
        Assert.Throws<ArgumentException>("verdicts", () => RingMlsag.VerifyMany([], new RingSignatureError[1]));
    }

    [Fact]
    public void Sign_RefusesWhatIsWrong()
    {
        var ring = new SampleRing(102, 3);
        foreach (int real in (int[])[-1, 3, int.MaxValue])
        {
            AssertFails("IndexOutOfBounds", () => RingMlsag.Sign(
                [], ring.Members, real, ring.Keys[0], ring.Value, ring.Blindings[0], ring.OutputBlinding, ring.Generators, ring.Random));
        }
        AssertFails("ValueNotConserved", () => RingMlsag.Sign(
            [], ring.Members, 1, ring.Keys[1], ring.Value + 1, ring.Blindings[1], ring.OutputBlinding, ring.Generators, ring.Random));
        AssertFails("ValueNotConserved", () => RingMlsag.Sign(
            [], ring.Members, 1, ring.Keys[1], ring.Value, ring.Blindings[0], ring.OutputBlinding, ring.Generators, ring.Random));
        ring.Members[2] = ring.Members[2] with { TargetKey = Undecodable };
        AssertFails("InvalidCurvePoint", () => ring.Sign(1));

        static void AssertFails(string error, Func<object> sign) =>
            Assert.Equal(error, Assert.Throws<RingSignatureException>(sign).Error.ToString());
    }

    [Fact]
    public void Scalars_OfAny32Bytes_AreReduced()
    {
        RingVerification signed = new SampleRing(103, 2).Signed(1);
        byte[] bytes = signed.Signature.Encode(), order = (-Scalar.One).ToBytes();
        // c_zero is bytes 4 to 35: add l to it where that fits, which is l - 1 and 1.
        int carry = 1;
        for (int i = 0; i < 32; i++)
        {
            carry += bytes[4 + i] + order[i];
            bytes[4 + i] = (byte)carry;
            carry >>= 8;
        }
        RingMlsag read = WireMessage.Decode<RingMlsag>(bytes);
        Assert.Equal(signed.Signature.CZero, read.CZero);
        Assert.Equal(signed.Signature.Encode(), read.Encode());
        Assert.True(Verify(signed with { Signature = read }).IsNone);

        byte[] twoAboveOrder = Convert.FromHexString("efd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        Assert.Equal(Scalar.FromUInt64(2), WireMessage.Decode<RingMlsag>([0x0a, 0x22, 0x0a, 0x20, .. twoAboveOrder]).CZero);
    }

    [Fact]
    public void Messages_Hostile()
    {
        RingMlsag empty = WireMessage.Decode<RingMlsag>([]);
        Assert.Equal(Scalar.Zero, empty.CZero);
        Assert.Empty(empty.Responses);
        Assert.Equal(default, empty.KeyImage);
        Assert.Throws<WireException>(() => WireMessage.Decode<RingMlsag>([0x0a, 0x02, 0x0a, 0x00]));
        Assert.Throws<WireException>(() => WireMessage.Decode<RingMlsag>([0x1a, 0x03, 0x0a, 0x01, 0x00]));
        RingVerification signed = new SampleRing(104, 2).Signed(0);
        Codec.AssertSurvives<RingMlsag>(signed.Signature.Encode());
        Codec.AssertSurvives<ReducedTxOut>(signed.Ring.Span[0].Encode());
        Codec.AssertRoundTrip<ReducedTxOut>(signed.Ring.Span[0].Encode());
        Codec.AssertSurvives<KeyImage>(signed.Signature.KeyImage.Encode());
        Codec.AssertRoundTrip<KeyImage>(signed.Signature.KeyImage.Encode());
    }

    [Fact]
    public void KeyImages_AreOrderedByBytes()
    {
        KeyImage[] images = [.. Enumerable.Range(0, 20).Select(i => new KeyImage(Samples.Bytes(i, 32)))];
        Array.Sort(images);
        for (int i = 1; i < images.Length; i++)
        {
            Assert.True(images[i - 1] < images[i] && images[i] >= images[i - 1] && images[i] != images[i - 1]);
            Assert.True(images[i - 1].ToBytes().AsSpan().SequenceCompareTo(images[i].ToBytes()) < 0);
        }
        Assert.Throws<ArgumentException>(() => new KeyImage(new byte[31]));
        Assert.Equal(KeyImage.Create(Scalar.Zero), default);
    }

    private static RingSignatureError Verify(RingVerification v) => v.Signature.Verify(v.Message.Span, v.Ring.Span, v.OutputCommitment);

    private static void Refused(string verdict, RingVerification v) => Assert.Equal(verdict, Verify(v).ToString());

    private static ReducedTxOut[] With(RingVerification v, int index, Func<ReducedTxOut, ReducedTxOut> change)
    {
        ReducedTxOut[] ring = v.Ring.ToArray();
        ring[index] = change(ring[index]);
        return ring;
    }
}

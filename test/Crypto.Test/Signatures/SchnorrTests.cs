// Laws and refusals of Schnorr signatures.
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class SchnorrTests
{
    private static readonly byte[] Order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    [Fact]
    public void Sign_OfAnything_VerifiesAndOnlyThere() =>
        Prop.ForAll<int, byte[], byte[]>((seed, context, message) =>
        {
            using var key = RistrettoPrivate.Random(RecordedBytes.Seeded(seed));
            RistrettoPublic publicKey = key.PublicKey();
            RistrettoSignature signature = key.Sign(context, message);
            return signature == key.Sign(context, message)
                && publicKey.Verify(context, message, signature)
                && !publicKey.Verify([.. context, 0], message, signature)
                && !publicKey.Verify(context, [.. message, 0], signature)
                && !RistrettoPublic.Random(RecordedBytes.Seeded(seed)).Verify(context, message, signature);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Verify_WithAnyBitChanged_Fails()
    {
        using var key = RistrettoPrivate.Random(RecordedBytes.Seeded(1));
        RistrettoPublic publicKey = key.PublicKey();
        byte[] signature = key.Sign("c"u8, "m"u8).ToBytes();
        for (int bit = 0; bit < 8 * signature.Length; bit++)
        {
            byte[] changed = [.. signature];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(RistrettoSignature.TryParse(changed, out RistrettoSignature parsed) && publicKey.Verify("c"u8, "m"u8, parsed));
        }
    }

    [Fact]
    public void Verify_OfAScalarThatIsNotCanonical_Fails()
    {
        using var key = RistrettoPrivate.Random(RecordedBytes.Seeded(2));
        byte[] signature = key.Sign("c"u8, "m"u8).ToBytes();
        int carry = 0;
        for (int i = 0; i < 32; i++)
        {
            int digit = (i == 31 ? signature[63] & 0x7f : signature[32 + i]) + Order[i] + carry;
            signature[32 + i] = (byte)digit;
            carry = digit >> 8;
        }
        signature[63] |= 0x80;
        Assert.False(key.PublicKey().Verify("c"u8, "m"u8, RistrettoSignature.Parse(signature)));
    }

    [Fact]
    public void Verify_WithRThatEncodesNothing_Fails()
    {
        using var key = RistrettoPrivate.Random(RecordedBytes.Seeded(3));
        byte[] signature = key.Sign("c"u8, "m"u8).ToBytes();
        signature.AsSpan(0, 32).Fill(0xff);
        Assert.False(key.PublicKey().Verify("c"u8, "m"u8, RistrettoSignature.Parse(signature)));
    }

    [Fact]
    public void Sign_WithTheZeroKey_Verifies()
    {
        using var key = new RistrettoPrivate(Scalar.Zero);
        Assert.True(default(RistrettoPublic).Verify([], [], key.Sign([], [])));
    }
}

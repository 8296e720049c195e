// Every public method that takes spans refuses wrong lengths by the name of the parameter, before it writes anything.
namespace MobileCoin.Curve25519.Test;

public sealed class LengthTests
{
    private static readonly Scalar[] TwoScalars = [Scalar.One, Scalar.One], ThreeScalars = [.. TwoScalars, Scalar.One];

    private static readonly RistrettoPoint[] TwoPoints = [RistrettoPoint.Generator, RistrettoPoint.Generator];

    private static readonly RistrettoPoint[] ThreePoints = [.. TwoPoints, default];

    [Fact]
    public void Single()
    {
        foreach (int length in (int[])[0, 31, 33, 64])
        {
            Untouched("encoding", length, b => RistrettoPoint.Generator.Encode(b));
            Untouched("bytes", length, b => new CompressedRistretto(new byte[32]).CopyTo(b));
            Errors.AssertNames("bytes", () => _ = new CompressedRistretto(new byte[length]));
            Assert.False(RistrettoPoint.TryDecode(new byte[length], out RistrettoPoint point));
            Assert.Equal(RistrettoPoint.Identity, point);
            if (length != 64) Errors.AssertNames("bytes", () => RistrettoPoint.FromUniformBytes(new byte[length]));

            Untouched("publicKey", length, b => X25519.PublicKey(new byte[32], b));
            Errors.AssertNames("privateKey", () => X25519.PublicKey(new byte[length], new byte[32]));
            Untouched("shared", length, b => X25519.Agree(new byte[32], new byte[32], b));
            Untouched("privateKey", 32, b => X25519.Agree(new byte[length], new byte[32], b));
            Untouched("publicKey", 32, b => X25519.Agree(new byte[32], new byte[length], b));

            Untouched("publicKey", length, b => Ed25519.PublicKey(new byte[32], b));
            Untouched("seed", 32, b => Ed25519.PublicKey(new byte[length], b));
            Untouched("seed", 64, b => Ed25519.Sign(new byte[length], [], b));
        }
        foreach (int length in (int[])[0, 32, 63, 65]) Untouched("signature", length, b => Ed25519.Sign(new byte[32], [], b));
        Errors.AssertNames("bytes", () => RistrettoPoint.FromUniformBytes(new byte[65]));
    }

    [Fact]
    public void Agreements()
    {
        Untouched("shared", 33, b => X25519.AgreeBatch(new byte[32], new byte[32], b));
        Untouched("privateKeys", 64, b => X25519.AgreeBatch(new byte[32], new byte[64], b));
        Untouched("publicKeys", 64, b => X25519.AgreeBatch(new byte[64], new byte[63], b));
        Untouched("encodings", 64, b => RistrettoBatch.Agree(Scalar.One, new byte[63], b, new bool[2]));
        Untouched("secrets", 65, b => RistrettoBatch.Agree(Scalar.One, new byte[64], b, new bool[2]));
        Untouched("encodings", 64, b => RistrettoBatch.Agree(Scalar.One, new byte[64], b, new bool[3]));
    }

    [Fact]
    public void Encodings()
    {
        Untouched("encodings", p => RistrettoBatch.Decode(new byte[63], p, new bool[2]));
        Untouched("encodings", p => RistrettoBatch.Decode(new byte[96], p, new bool[2]));
        Untouched("valid", p => RistrettoBatch.Decode(new byte[64], p, new bool[1]));
        Untouched("encodings", 65, b => RistrettoBatch.Encode(TwoPoints, b));
        Untouched("encodings", 32, b => RistrettoBatch.Encode(TwoPoints, b));
        Untouched("encodings", 65, b => RistrettoBatch.DoubleAndEncode(TwoPoints, b));
        Untouched("encodings", 0, b => RistrettoBatch.DoubleAndEncode(TwoPoints, b));
        Untouched("strings", p => RistrettoBatch.FromUniformBytes(new byte[127], p));
        Untouched("strings", p => RistrettoBatch.FromUniformBytes(new byte[192], p));
    }

    [Fact]
    public void Products()
    {
        Untouched("scalars", p => RistrettoBatch.Multiply(ThreeScalars, TwoPoints, p));
        Untouched("scalars", p => RistrettoBatch.Multiply([Scalar.One], TwoPoints, p));
        Untouched("results", p => RistrettoBatch.Multiply(ThreeScalars, ThreePoints, p));
        Untouched("results", p => RistrettoBatch.Multiply(Scalar.One, ThreePoints, p));
        Untouched("results", p => RistrettoBatch.MultiplyBase(ThreeScalars, p));
        Untouched("a", p => RistrettoBatch.DoubleMultiplyBase(ThreeScalars, TwoPoints, TwoScalars, p));
        Untouched("aPoints", p => RistrettoBatch.DoubleMultiplyBase(TwoScalars, ThreePoints, TwoScalars, p));
        Untouched("b", p => RistrettoBatch.DoubleMultiplyBase(TwoScalars, TwoPoints, ThreeScalars, p));
        Untouched("a", p => RistrettoBatch.DoubleMultiply(ThreeScalars, TwoPoints, TwoScalars, TwoPoints, p));
        Untouched("aPoints", p => RistrettoBatch.DoubleMultiply(TwoScalars, ThreePoints, TwoScalars, TwoPoints, p));
        Untouched("b", p => RistrettoBatch.DoubleMultiply(TwoScalars, TwoPoints, [], TwoPoints, p));
        Untouched("bPoints", p => RistrettoBatch.DoubleMultiply(TwoScalars, TwoPoints, TwoScalars, [], p));
        Errors.AssertNames("scalars", () => RistrettoBatch.Multiscalar(TwoScalars, ThreePoints));
        Errors.AssertNames("scalars", () => RistrettoBatch.MultiscalarVartime(ThreeScalars, TwoPoints));
    }

    [Fact]
    public void Sums()
    {
        Untouched("a", p => RistrettoBatch.Add(ThreePoints, TwoPoints, p));
        Untouched("b", p => RistrettoBatch.Add(TwoPoints, ThreePoints, p));
        Untouched("a", p => RistrettoBatch.Subtract([], TwoPoints, p));
        Untouched("b", p => RistrettoBatch.Subtract(TwoPoints, [], p));
    }

    [Fact]
    public void Powers()
    {
        Untouched("results", p => Multiply(0, p, one: true));
        Untouched("results", p => Multiply(-1, p, one: true));
        Untouched("results", p => Multiply(2, p, one: false));
        Untouched("scalars", p => Multiply(0, [.. p, default], one: false));

        static void Multiply(int first, RistrettoPoint[] results, bool one)
        {
            using var powers = new RistrettoPowers([RistrettoPoint.Generator]);
            if (one) powers.Multiply(Scalar.One, first, results);
            else powers.Multiply(TwoScalars, first, results);
        }
    }

    [Fact]
    public void Verdicts()
    {
        ReadOnlyMemory<byte>[] two = [default, default];
        Verdict("publicKeys", v => Ed25519.VerifyMany(new byte[65], two, new byte[128], v));
        Verdict("messages", v => Ed25519.VerifyMany(new byte[64], [default], new byte[128], v));
        Verdict("signatures", v => Ed25519.VerifyMany(new byte[64], two, new byte[127], v));
        Verdict("publicKeys", v => Ed25519.VerifyMany([], [], [], v));
    }

    [Fact]
    public void Message_TellsBothLengths()
    {
        string message = Assert.Throws<ArgumentException>(() => RistrettoPoint.Generator.Encode(new byte[33])).Message;
        Assert.Contains("32", message, StringComparison.Ordinal);
        Assert.Contains("33", message, StringComparison.Ordinal);
    }

    private static void Untouched(string parameter, int length, Action<byte[]> write)
    {
        byte[] destination = new byte[length];
        destination.AsSpan().Fill(0xC5);
        Errors.AssertNames(parameter, () => write(destination));
        Assert.All(destination, b => Assert.Equal(0xC5, b));
    }

    private static void Untouched(string parameter, Action<RistrettoPoint[]> write)
    {
        RistrettoPoint[] destination = [.. TwoPoints];
        Errors.AssertNames(parameter, () => write(destination));
        Assert.Equal(TwoPoints, destination);
    }

    private static void Verdict(string parameter, Action<bool[]> write)
    {
        bool[] valid = [true, true];
        Errors.AssertNames(parameter, () => write(valid));
        Assert.Equal([true, true], valid);
    }
}

// Rings that a seed determines.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.RingSignatures;

/// <summary>A ring with the secrets of all its members, all of one value.</summary>
internal sealed class SampleRing
{
    internal SampleRing(int seed, int size, ulong value = 77, ulong tokenId = 0, int messageLength = 32)
    {
        RandomFill random = Samples.Random(seed);
        Generators = new PedersenGenerators(tokenId);
        Value = value;
        Keys = new Scalar[size];
        Blindings = new Scalar[size];
        Members = new ReducedTxOut[size];
        for (int i = 0; i < size; i++)
        {
            Keys[i] = Draw(random);
            Blindings[i] = Draw(random);
            Members[i] = new ReducedTxOut(
                RistrettoPoint.MultiplyBase(Draw(random)).Compress(), RistrettoPoint.MultiplyBase(Keys[i]).Compress(), Commit(Blindings[i]));
        }
        OutputBlinding = Draw(random);
        Output = Commit(OutputBlinding);
        Message = new byte[messageLength];
        random(Message);
        Random = random;
    }

    internal PedersenGenerators Generators { get; }

    internal ulong Value { get; }

    internal Scalar[] Keys { get; }

    internal Scalar[] Blindings { get; }

    internal ReducedTxOut[] Members { get; }

    internal Scalar OutputBlinding { get; }

    internal CompressedRistretto Output { get; }

    internal byte[] Message { get; }

    internal RandomFill Random { get; }

    internal RingMlsag Sign(int real) =>
        RingMlsag.Sign(Message, Members, real, Keys[real], Value, Blindings[real], OutputBlinding, Generators, Random);

    internal RingVerification Signed(int real) => new(Sign(real), Message, Members, Output);

    private CompressedRistretto Commit(in Scalar blinding) => Generators.Commit(Scalar.FromUInt64(Value), blinding).Compress();

    private static Scalar Draw(RandomFill random)
    {
        byte[] bytes = new byte[64];
        random(bytes);
        return Scalar.FromBytesModOrderWide(bytes);
    }
}

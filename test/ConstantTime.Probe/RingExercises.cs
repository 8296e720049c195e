// Ring signatures: verified inside enclaves on secret transactions, and made from secret keys. Sizes are such that vectors, pairs and
// single points all occur.
using System.Runtime.CompilerServices;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class RingExercises
{
    private const int RingSize = 11;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("transactions/mlsag", Rings),
        ("transactions/onetime-keys", Keys),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Rings()
    {
        var generators = new PedersenGenerators(0);
        var members = new ReducedTxOut[RingSize];
        Scalar one = Scalar.One;
        for (int i = 0; i < RingSize; i++)
        {
            CompressedRistretto key = RistrettoPoint.MultiplyBase(Scalar.FromUInt64((ulong)i)).Compress();
            members[i] = new ReducedTxOut(key, key, generators.Commit(one, one).Compress());
        }
        RingMlsag signature = RingMlsag.Sign(new byte[32], members, 4, Scalar.FromUInt64(4), 1, one, one, generators, bytes => bytes.Fill(7));
        CompressedRistretto output = generators.Commit(one, one).Compress();
        if (!signature.Verify(new byte[32], members, output).IsNone) throw new InvalidOperationException("a good signature was refused");
        var ring = new RingVerification(signature, new byte[32], members, output);
        RingMlsag.VerifyMany([ring, ring with { Message = new byte[31] }, ring], new RingSignatureError[3]);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Keys()
    {
        using var a = new RistrettoPrivate(Scalar.FromUInt64(3));
        using var b = new RistrettoPrivate(Scalar.FromUInt64(5));
        RistrettoPublic publicA = a.PublicKey(), publicB = b.PublicKey();
        RistrettoPublic target = OnetimeKeys.TargetKey(a, publicB, publicA), publicKey = OnetimeKeys.PublicKey(a, publicB);
        OnetimeKeys.RecoverSpendKey(b, target, publicKey);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, a, b);
        KeyImage.Create(onetime);
        OnetimeKeys.RecoverSpendKeys(b, target.ToBytes(), publicKey.ToBytes(), new byte[32], new bool[1]);
        OnetimeKeys.SharedSecrets(b, publicKey.ToBytes(), new byte[32], new bool[1]);
    }
}

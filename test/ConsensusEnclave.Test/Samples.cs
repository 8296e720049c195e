// Values that a seed determines.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave.Test;

internal static class Samples
{
    internal static readonly AccountKey FeeAccount = Account(-1);

    internal static readonly Ed25519Private TrustRoot = Ed25519Private.Parse(Filled(0xAB, 32));

    /// <summary>A network whose fees the tests can read.</summary>
    internal static readonly EnclaveConstants Constants = new(FeeAccount.DefaultSubaddress(), TrustRoot.PublicKey());

    /// <summary>A source that never repeats itself; the same seed gives the same bytes. For any number of threads.</summary>
    internal static RandomFill Random(long seed)
    {
        long counter = 0;
        return destination =>
        {
            byte[] input = new byte[16];
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteInt64LittleEndian(input, seed);
                BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(8), Interlocked.Increment(ref counter));
                byte[] block = SHA256.HashData(input);
                int take = Math.Min(block.Length, destination.Length);
                block.AsSpan(0, take).CopyTo(destination);
                destination = destination[take..];
            }
        };
    }

    internal static byte[] Filled(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];

    internal static AccountKey Account(int seed) => AccountKey.Random(Random(seed));

    internal static FeeMap Fees(params (ulong Token, ulong Fee)[] fees) => new(fees.Select(f => KeyValuePair.Create(f.Token, f.Fee)));

    internal static FeeMap Tokens(int count) => Fees([.. Enumerable.Range(0, count).Select(t => ((ulong)t, 1024UL << t))]);

    internal static BlockchainConfig Config(uint version = 4, FeeMap? fees = null) =>
        new(fees ?? Tokens(3), GovernorsMap.Empty, null, BlockVersion.FromUInt32(version));
}

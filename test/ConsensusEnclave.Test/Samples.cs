// Values that a seed determines.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave.Test;

internal static class Samples
{
    internal static readonly AccountKey FeeAccount = Account(-1);

    internal static readonly Ed25519Private TrustRoot = Ed25519Private.Parse(Filled(0xAB, 32));

    /// <summary>A network whose fees the tests can read.</summary>
    internal static readonly EnclaveConstants Constants = new(FeeAccount.DefaultSubaddress(), TrustRoot.PublicKey());

    internal static RandomFill Random(long seed) => new SeededBytes(seed).Fill;

    internal static byte[] Filled(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];

    internal static AccountKey Account(int seed) => AccountKey.Random(Random(seed));

    internal static FeeMap Fees(params (ulong Token, ulong Fee)[] fees) => new(fees.Select(f => KeyValuePair.Create(f.Token, f.Fee)));

    internal static FeeMap Tokens(int count) => Fees([.. Enumerable.Range(0, count).Select(t => ((ulong)t, 1024UL << t))]);

    internal static BlockchainConfig Config(uint version = 4, FeeMap? fees = null) =>
        new(fees ?? Tokens(3), GovernorsMap.Empty, null, BlockVersion.FromUInt32(version));
}

// Spending on the sender's own machine: credentials of inputs, a transaction and a contingent input, built and signed. What the sender pays
// may be branched on there, keys may not.
using System.Runtime.CompilerServices;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConstantTime.Probe;

internal static class SpendingExercises
{
    internal static readonly (string Name, Action Run)[] All =
    [
        ("spending/credentials", Credentials),
        ("spending/transaction", Transaction),
        ("spending/contingent-input", ContingentInput),
        ("spending/messages", Messages),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Credentials()
    {
        using var bodies = new SampleBodies(1);
        AccountKey account = bodies.Account;
        (IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs, int real) = bodies.Ring(0);
        (RistrettoPrivate onetime, CompressedRistretto shared) = Secrets(account, ring[real]);
        using var ofSecret = new InputCredentials(ring, proofs, real, onetime, shared);
        using var ofViewKey = new InputCredentials(ring, proofs, real, onetime, account.ViewPrivateKey);
        using var ofSubaddress = new InputCredentials(ring, proofs, real, SubaddressIndex.Default, account.ViewPrivateKey);
        foreach (InputCredentials credentials in (InputCredentials[])[ofSecret, ofViewKey, ofSubaddress])
        {
            using SignableInputRing signable = credentials.ToSignable();
            bodies.Signer.Sign(new byte[32], signable, Scalar.One, bodies.Random);
        }
        onetime.Dispose();
    }

    /// <summary>The one-time private key and the shared secret of an output to the default subaddress.</summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    internal static (RistrettoPrivate Onetime, CompressedRistretto Shared) Secrets(AccountKey account, TxOut output)
    {
        var publicKey = RistrettoPublic.Parse(output.PublicKey.ToBytes());
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(SubaddressIndex.Default);
        return (OnetimeKeys.RecoverPrivateKey(publicKey, account.ViewPrivateKey, spend), OnetimeKeys.SharedSecret(publicKey, account.ViewPrivateKey));
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Transaction()
    {
        using var bodies = new SampleBodies(1);
        using TransactionBuilder builder = Payment(bodies, bodies.Credentials(0));
        builder.Build(bodies.Signer, bodies.Random);
    }

    /// <summary>A payment of the first ring's output, to another with fog, and the change.</summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    internal static TransactionBuilder Payment(SampleBodies bodies, InputCredentials credentials)
    {
        AccountKey account = bodies.Account;
        using var sender = new SenderMemoCredential(account);
        var own = new ReservedSubaddresses(account);
        var memos = new RTHMemoBuilder { SenderCredential = sender, DestinationMemosEnabled = true };
        var builder = new TransactionBuilder(BlockVersion.Max, new Amount(SampleBodies.Fee, 0), new Fog(), memos);
        builder.AddInput(credentials);
        using AccountKey other = WalletExercises.Account();
        PublicAddress withoutFog = other.DefaultSubaddress();
        PublicAddress withFog = new(withoutFog.ViewPublicKey, withoutFog.SpendPublicKey, "fog://fog.example.com", "", new byte[64]);
        builder.AddOutput(new Amount(1000, 0), withFog, bodies.Random);
        builder.AddChangeOutput(new Amount(5000 - 1000 - SampleBodies.Fee, 0), own, bodies.Random);
        return builder;
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void ContingentInput()
    {
        using var bodies = new SampleBodies(1);
        var own = new ReservedSubaddresses(bodies.Account);
        using var builder = new SignedContingentInputBuilder(BlockVersion.Max, bodies.Credentials(0), new NoFogResolver(), new EmptyMemoBuilder());
        builder.AddRequiredOutput(new Amount(7, 1), own.PrimaryAddress, bodies.Random);
        builder.AddPartialFillOutput(new Amount(9, 1), own.PrimaryAddress, bodies.Random);
        builder.AddPartialFillChangeOutput(new Amount(5000, 0), own, bodies.Random);
        builder.Build(bodies.Signer, bodies.Random);
    }

    // What goes to an offline signer and comes back, and what goes to a node.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Messages()
    {
        using var bodies = new SampleBodies(1);
        (IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs, int real) = bodies.Ring(0);
        (RistrettoPrivate onetime, CompressedRistretto shared) = Secrets(bodies.Account, ring[real]);
        using (onetime)
        {
            using TransactionBuilder payment = Payment(bodies, new InputCredentials(ring, proofs, real, onetime, shared));
            Exchange(bodies, payment.BuildUnsigned());
        }
        Exchange(bodies, bodies.Mixed(0));
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Exchange(SampleBodies bodies, UnsignedTx unsigned)
    {
        using UnsignedTx read = WireMessage.Decode<UnsignedTx>(unsigned.Encode());
        unsigned.Dispose();
        using SigningData data = read.GetSigningData(bodies.Random, out TxSummary _, out TxSummaryUnblindingData unblinding, out byte[] _);
        using (unblinding) WireMessage.Decode<TxSummaryUnblindingData>(unblinding.Encode()).Dispose();
        using SigningData readData = WireMessage.Decode<SigningData>(data.Encode());
        var tx = new Tx(read.TxPrefix, readData.Sign(read.Rings, bodies.Signer, bodies.Random), []);
        WireMessage.Decode<Tx>(tx.Encode());
    }

    private sealed class Fog : IFogResolver
    {
        public FogPubkey GetFogPubkey(PublicAddress recipient) => new(recipient.ViewPublicKey, 1000);
    }
}

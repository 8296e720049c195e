// What of the client holds keys and secrets of outputs: the reader of records and blocks, sequences of search keys, and what spends.
using System.Runtime.CompilerServices;
using MobileCoin.Accounts;
using MobileCoin.Client;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class ClientExercises
{
    internal static readonly (string Name, Action Run)[] All =
    [
        ("client/reader", Reader),
        ("client/search-keys", SearchKeys),
        ("client/inputs", Inputs),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Reader()
    {
        using AccountKey key = WalletExercises.Account();
        using Account account = Account.FromKey(key);
        using var reader = new OutputReader(account, [5]);
        IReadOnlyList<OwnedTxOut> opened = reader.Open(reader.FogSubaddresses[0], WalletExercises.Payloads(key, WalletExercises.Count));
        TxOut[] outputs = [.. Enumerable.Range(0, WalletExercises.Count).Select(i => WalletExercises.Output(key, i, out CompressedRistretto _))];
        IReadOnlyList<OwnedTxOut> scanned = reader.Scan(new FogBlock(1, (ulong)outputs.Length, outputs, null));
        WalletExercises.Check(opened.Count == outputs.Length && scanned.Count == outputs.Length);
        WalletExercises.Check(reader.KeyImageOf(scanned[0]) == opened[0].KeyImage);
        WalletExercises.Check(reader.SenderOf(opened[0], new ContactBook(account, [])) is not null);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void SearchKeys()
    {
        using AccountKey key = WalletExercises.Account();
        using var subaddress = new FogSubaddress(key, SubaddressIndex.Default);
        using var sequence = new SearchSequence(subaddress, key.ViewPrivateKey.PublicKey().ToBytes(), 0, 1, 2);
        foreach (byte[] searchKey in sequence.Keys(3, WalletExercises.Count)) WalletExercises.Check(searchKey.Length == KexRng.OutputSize);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Inputs()
    {
        using var bodies = new SampleBodies(1);
        AccountKey key = bodies.Account;
        using Account account = Account.FromKey(key);
        (IReadOnlyList<TxOut> ring, IReadOnlyList<TxOutMembershipProof> proofs, int real) = bodies.Ring(0);
        // The client asks with the real member first.
        ring = [ring[real], .. ring.Where((_, i) => i != real)];
        proofs = [proofs[real], .. proofs.Where((_, i) => i != real)];
        (RistrettoPrivate onetime, CompressedRistretto shared) = SpendingExercises.Secrets(key, ring[0]);
        using var gift = new GiftInput(0, onetime, shared);
        onetime.Dispose();
        WalletExercises.Check(gift.KeyImage() != default);
        using InputCredentials ofGift = gift.Credentials(ring, proofs);
        var output = new OwnedTxOut(0, 1, 2, ofGift.Amount, SubaddressIndex.Default, ring[0].PublicKey, null, default);
        using InputCredentials ofOutput = new OwnInput(output, account.View).Credentials(ring, proofs);
    }
}

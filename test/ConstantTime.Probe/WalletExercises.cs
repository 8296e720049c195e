// What a wallet computes of the outputs that it is given: records of fog's, opened and read many at a time; whose they are, and their key
// images; receipts. Public parts are such that no exercise ends early, and for batches also such that some of them are malformed.
using System.Runtime.CompilerServices;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ConstantTime.Probe;

internal static class WalletExercises
{
    // Whole lanes and a tail.
    internal const int Count = 19;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("wallet/records", Records),
        ("wallet/owned-outputs", OwnedOutputs),
        ("wallet/search-keys", SearchKeys),
        ("wallet/messages", Messages),
    ];

    /// <summary>Boxes of records for the default subaddress, of outputs of all versions.</summary>
    internal static List<ReadOnlyMemory<byte>> Payloads(AccountKey account, int count)
    {
        using RistrettoPrivate view = account.SubaddressViewPrivate(SubaddressIndex.Default);
        RistrettoPublic user = view.PublicKey();
        var payloads = new List<ReadOnlyMemory<byte>>();
        for (int i = 0; i < count; i++)
        {
            var record = TxOutRecord.Create(Output(account, i, out CompressedRistretto _), (ulong)i, 1, 2);
            payloads.Add(ETxOutRecord.Seal(new byte[KexRng.OutputSize], user, record, bytes => bytes.Fill((byte)(i + 1))).Payload);
        }
        return payloads;
    }

    /// <summary>An output of the account's to its default subaddress.</summary>
    internal static TxOut Output(AccountKey account, int number, out CompressedRistretto sharedSecret)
    {
        using var key = new RistrettoPrivate(Scalar.FromUInt64((ulong)number + 9));
        using var sender = new SenderMemoCredential(account);
        PublicAddress recipient = account.DefaultSubaddress();
        return TxOut.Create(
            BlockVersion.FromUInt32(2 + (uint)(number % 2)), new Amount((ulong)number, 1), recipient, key, default,
            publicKey => new AuthenticatedSenderMemo(sender, recipient.ViewPublicKey, publicKey).ToPayload(), out sharedSecret);
    }

    internal static AccountKey Account()
    {
        using var view = new RistrettoPrivate(Scalar.FromUInt64(3));
        using var spend = new RistrettoPrivate(Scalar.FromUInt64(5));
        return new AccountKey(view, spend);
    }

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Records()
    {
        using AccountKey account = Account();
        using RistrettoPrivate view = account.SubaddressViewPrivate(SubaddressIndex.Default);
        List<ReadOnlyMemory<byte>> payloads = Payloads(account, Count);
        payloads.Add(new byte[VersionedCryptoBox.Overhead - 1]);
        payloads.Add(new byte[200]);
        TxOutRecord[] records = [.. ETxOutRecord.OpenMany(payloads, view).OfType<TxOutRecord>()];
        var amounts = new Amount[Count];
        bool[] valid = new bool[Count];
        TxOutRecord.RecoverAmounts(account.ViewPrivateKey, records, amounts, new byte[Count * CompressedRistretto.Size], valid);
        for (int i = 0; i < Count; i++) Check(valid[i] && amounts[i] == new Amount((ulong)i, 1));
        foreach (ReadOnlyMemory<byte> payload in payloads.Take(2))
        {
            TxOut output = ETxOutRecord.Open(payload.Span, view)!.RecoverTxOut(account.ViewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto secret);
            Check(Memo.Decode(output.DecryptMemo(secret)) is AuthenticatedSenderMemo);
            Check(amount.Equals(output.MaskedAmount!.Unmask(secret)));
        }
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void OwnedOutputs()
    {
        using AccountKey account = Account();
        byte[] secrets = new byte[Count * CompressedRistretto.Size], targets = new byte[secrets.Length], results = new byte[secrets.Length];
        for (int i = 0; i < Count; i++)
        {
            TxOut output = Output(account, i, out CompressedRistretto secret);
            secret.CopyTo(secrets.AsSpan(i * CompressedRistretto.Size, CompressedRistretto.Size));
            output.TargetKey.CopyTo(targets.AsSpan(i * CompressedRistretto.Size, CompressedRistretto.Size));
            Check(output.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount _, out CompressedRistretto _));
        }
        OnetimeKeys.RecoverSpendKeys(secrets, targets, results, new bool[Count]);
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(SubaddressIndex.Default);
        OnetimeKeys.KeyImages(secrets, targets, spend, results);
        TxOut paid = Output(account, 1, out CompressedRistretto shared);
        Check(Receipt.Of(paid, TxOutConfirmationNumber.FromSharedSecret(shared), 1).TryOpen(account.ViewPrivateKey, out Amount _));
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void SearchKeys()
    {
        using AccountKey account = Account();
        using KexRng rng = KexRng.EphemeralStatic(account.ViewPrivateKey.PublicKey(), bytes => bytes.Fill(1), out KexRngPubkey _);
        using var stored = new StoredRng(rng);
        using StoredRng read = WireMessage.Decode<StoredRng>(stored.Encode());
        using KexRng restored = read.Restore();
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Messages()
    {
        using AccountKey account = Account();
        using AccountKey read = WireMessage.Decode<AccountKey>(account.Encode());
        Check(read.Equals(account));
        using ViewAccountKey view = account.ToViewAccountKey(), readView = WireMessage.Decode<ViewAccountKey>(view.Encode());
        using var identity = new RootIdentity(new byte[RootIdentity.EntropySize]);
        using RootIdentity readIdentity = WireMessage.Decode<RootIdentity>(identity.Encode());
        var amount = new UnmaskedAmount(1, 2, Scalar.FromUInt64(3));
        Check(WireMessage.Decode<UnmaskedAmount>(amount.Encode()).Equals(amount));
        using var transfer = TransferPayload.FromRootEntropy(new byte[RootIdentity.EntropySize], default, "");
        using TransferPayload readTransfer = WireMessage.Decode<TransferPayload>(transfer.Encode());
        using AccountKey transferred = readTransfer.ToAccountKey();
        Check(readTransfer.Equals(transfer));
        using var gift = new TxOutGiftCode(1, account.SpendPrivateKey, RistrettoPoint.Generator.ToBytes());
        using TxOutGiftCode readGift = WireMessage.Decode<TxOutGiftCode>(gift.Encode());
        Check(readGift.Equals(gift));
    }

    internal static void Check(bool holds)
    {
        if (!holds) throw new InvalidOperationException("an exercise ended other than it should");
    }
}

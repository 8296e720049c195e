// From what Fog found, or what is in a block, to the account's outputs (fact sheets fog §7.7 step 3, ledger §2.2).
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>Holds an account's keys for reading many outputs at a time. For any number of threads; wiped on disposal.</summary>
internal sealed class OutputReader : IDisposable
{
    private const int Size = CompressedRistretto.Size;

    // Besides the default one; upstream's wallets have always looked for 1 too.
    private static readonly ulong[] ReservedIndices = [1, SubaddressIndex.Change, SubaddressIndex.GiftCode];

    private readonly Account _account;
    private readonly RistrettoPrivate _viewPrivateKey;
    private readonly Dictionary<CompressedRistretto, ulong> _subaddresses = [];
    private readonly Dictionary<ulong, RistrettoPrivate> _spendPrivateKeys = [];
    private readonly Dictionary<ulong, RistrettoPrivate> _viewPrivateKeys = [];

    internal OutputReader(Account account, IEnumerable<ulong> others)
    {
        _account = account;
        _viewPrivateKey = new RistrettoPrivate(account.View.ViewPrivateKey.Scalar);
        Given = [.. others.Prepend(SubaddressIndex.Default).Distinct().Order()];
        foreach (ulong index in Given.Concat(ReservedIndices).Distinct())
        {
            _subaddresses.Add(account.View.Subaddress(index).SpendPublicKey.Encoding, index);
            if (!account.CanSpend) continue;
            _spendPrivateKeys.Add(index, account.Key.SubaddressSpendPrivate(index));
            _viewPrivateKeys.Add(index, account.Key.SubaddressViewPrivate(index));
        }
        FogSubaddresses = account.CanSpend ? [.. Given.Select(index => new FogSubaddress(account.Key, index))] : [];
    }

    /// <summary>The subaddresses that are given out, in order.</summary>
    internal IReadOnlyList<ulong> Given { get; }

    /// <summary>The same for Fog. None of a view-only account: their view private keys would tell its spend private key.</summary>
    internal IReadOnlyList<FogSubaddress> FogSubaddresses { get; }

    /// <summary>Opens records and reads them. Those that are another's output are left out: senders can write anybody's name on theirs.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InconsistentAnswer"/>: a record is not for the subaddress at all.</exception>
    internal IReadOnlyList<OwnedTxOut> Open(FogSubaddress subaddress, IReadOnlyList<ReadOnlyMemory<byte>> payloads)
    {
        TxOutRecord?[] opened;
        try
        {
            opened = ETxOutRecord.OpenMany(payloads, subaddress.ViewPrivateKey);
        }
        catch (Wire.WireException e)
        {
            throw new MobileCoinException(ClientError.InconsistentAnswer, $"Fog view: a record does not decode: {e.Message}", e);
        }
        if (opened.Contains(null)) throw new MobileCoinException(ClientError.InconsistentAnswer, "Fog view: a record that is not for its search key's owner");
        TxOutRecord[] records = opened!;
        byte[] secrets = new byte[records.Length * Size];
        try
        {
            var amounts = new Amount[records.Length];
            bool[] valid = new bool[records.Length];
            TxOutRecord.RecoverAmounts(_viewPrivateKey, records, amounts, secrets, valid);
            Candidate[] candidates = [.. records.Select((r, i) => valid[i] ? new Candidate(r, amounts[i], i) : null).OfType<Candidate>()];
            return Describe(candidates, secrets);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secrets);
        }
    }

    /// <summary>Tries all outputs of a block.</summary>
    internal IReadOnlyList<OwnedTxOut> Scan(FogBlock block)
    {
        TxOut[] outputs = [.. block.Outputs];
        ulong first = block.GlobalTxoCount - (ulong)outputs.Length;
        var amounts = new UnmaskedAmount[outputs.Length];
        var secrets = new CompressedRistretto[outputs.Length];
        var matches = new Choice[outputs.Length];
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(secrets.AsSpan());
        try
        {
            TxOut.ViewKeyMatches(_viewPrivateKey, outputs, amounts, secrets, matches);
            List<Candidate> candidates = [];
            for (int i = 0; i < outputs.Length; i++)
            {
                if (matches[i].Reveal()) candidates.Add(new Candidate(outputs[i], amounts[i].Amount, i, first + (ulong)i, block));
            }
            return candidates.Count == 0 ? [] : Describe([.. candidates], bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(amounts.AsSpan()));
        }
    }

    /// <summary>The contact who sent an output, if its memo proves it.</summary>
    internal PublicAddress? SenderOf(OwnedTxOut output, ContactBook contacts) =>
        output.Memo is AuthenticatedMemo memo
        && contacts.Find(memo.SenderAddressHash) is { } contact
        && _viewPrivateKeys.TryGetValue(output.SubaddressIndex, out RistrettoPrivate? key)
        && memo.Validate(contact, key, output.PublicKey).Reveal()
            ? contact
            : null;

    /// <summary>The key image of an output that was found without the spend key.</summary>
    internal KeyImage KeyImageOf(OwnedTxOut output)
    {
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(
            RistrettoPublic.Parse(output.PublicKey.ToBytes()), _viewPrivateKey, _spendPrivateKeys[output.SubaddressIndex]);
        return KeyImage.Create(onetime);
    }

    /// <summary>Whether the account's key images are known without asking anybody.</summary>
    internal bool CanSpend => _account.CanSpend;

    public void Dispose()
    {
        _viewPrivateKey.Dispose();
        foreach (RistrettoPrivate key in _spendPrivateKeys.Values) key.Dispose();
        foreach (RistrettoPrivate key in _viewPrivateKeys.Values) key.Dispose();
        foreach (FogSubaddress subaddress in FogSubaddresses) subaddress.Dispose();
    }

    // The amount is the account's; which subaddress received it, and whether that is one of those looked for, the spend key tells.
    private List<OwnedTxOut> Describe(Candidate[] candidates, ReadOnlySpan<byte> allSecrets)
    {
        byte[] secrets = new byte[candidates.Length * Size];
        byte[] targets = new byte[secrets.Length], spendKeys = new byte[secrets.Length];
        bool[] valid = new bool[candidates.Length];
        for (int i = 0; i < candidates.Length; i++)
        {
            allSecrets.Slice(candidates[i].At * Size, Size).CopyTo(secrets.AsSpan(i * Size));
            candidates[i].TargetKey.CopyTo(targets.AsSpan(i * Size, Size));
        }
        OnetimeKeys.RecoverSpendKeys(secrets, targets, spendKeys, valid);
        var found = new List<OwnedTxOut>(candidates.Length);
        var bySubaddress = new Dictionary<ulong, List<int>>();
        for (int i = 0; i < candidates.Length; i++)
        {
            if (!valid[i] || !_subaddresses.TryGetValue(new CompressedRistretto(spendKeys.AsSpan(i * Size, Size)), out ulong index)) continue;
            if (!bySubaddress.TryGetValue(index, out List<int>? some)) bySubaddress.Add(index, some = []);
            some.Add(i);
        }
        foreach ((ulong index, List<int> some) in bySubaddress) found.AddRange(Describe(candidates, secrets, targets, index, some));
        CryptographicOperations.ZeroMemory(secrets);
        return found;
    }

    private OwnedTxOut[] Describe(Candidate[] candidates, byte[] secrets, byte[] targets, ulong subaddress, List<int> some)
    {
        byte[] mySecrets = Gather(secrets, some), images = [];
        if (_spendPrivateKeys.TryGetValue(subaddress, out RistrettoPrivate? spend))
        {
            images = new byte[mySecrets.Length];
            OnetimeKeys.KeyImages(mySecrets, Gather(targets, some), spend, images);
        }
        var found = new OwnedTxOut[some.Count];
        for (int i = 0; i < found.Length; i++)
        {
            KeyImage? image = images.Length == 0 ? null : new KeyImage(images.AsSpan(i * Size, Size));
            found[i] = candidates[some[i]].ToOwned(subaddress, image, new CompressedRistretto(mySecrets.AsSpan(i * Size, Size)));
        }
        CryptographicOperations.ZeroMemory(mySecrets);
        return found;
    }

    private static byte[] Gather(byte[] all, List<int> some)
    {
        byte[] gathered = new byte[some.Count * Size];
        for (int i = 0; i < some.Count; i++) all.AsSpan(some[i] * Size, Size).CopyTo(gathered.AsSpan(i * Size));
        return gathered;
    }

    /// <summary>An output whose amount the view key reads.</summary>
    private sealed record Candidate(
        int At, ulong GlobalIndex, ulong BlockIndex, ulong Timestamp, Amount Amount, CompressedRistretto PublicKey, CompressedRistretto TargetKey, EncryptedMemo? Memo)
    {
        internal Candidate(TxOutRecord record, Amount amount, int at)
            : this(
                at, record.TxOutGlobalIndex, record.BlockIndex, record.Timestamp, amount, new CompressedRistretto(record.TxOutPublicKeyData.Span),
                new CompressedRistretto(record.TxOutTargetKeyData.Span), record.TxOutEMemoData.IsEmpty ? null : new EncryptedMemo(record.TxOutEMemoData.Span))
        {
        }

        internal Candidate(TxOut output, Amount amount, int at, ulong globalIndex, FogBlock block)
            : this(at, globalIndex, block.Index, BlockTime.Write(block.Time), amount, output.PublicKey, output.TargetKey, output.Memo)
        {
        }

        internal OwnedTxOut ToOwned(ulong subaddress, KeyImage? keyImage, CompressedRistretto sharedSecret) =>
            new(GlobalIndex, BlockIndex, Timestamp, Amount, subaddress, PublicKey, keyImage, Memo?.Decrypt(sharedSecret) ?? default);
    }
}

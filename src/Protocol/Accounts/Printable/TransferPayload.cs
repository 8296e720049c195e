// A transfer: the keys to an account that holds one output (fact sheet crypto §7.2).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>
/// The entropy of an account and which output is meant: whoever reads it can spend. Funds are on the default subaddress of account 0. Wiped on
/// disposal.
/// </summary>
public sealed class TransferPayload : IDisposable, IEquatable<TransferPayload>, IWireMessage<TransferPayload>
{
    private readonly SecretBytes _rootEntropy, _bip39Entropy;

    private TransferPayload(
        ReadOnlySpan<byte> rootEntropy, ReadOnlySpan<byte> bip39Entropy, CompressedRistretto txOutPublicKey, string memo)
    {
        ArgumentNullException.ThrowIfNull(memo);
        _rootEntropy = UncheckedMnemonicAccount.Copy(rootEntropy);
        _bip39Entropy = UncheckedMnemonicAccount.Copy(bip39Entropy);
        TxOutPublicKey = txOutPublicKey;
        Memo = memo;
    }

    /// <summary>A transfer to an account made from a mnemonic, account 0.</summary>
    public TransferPayload(Mnemonic mnemonic, CompressedRistretto txOutPublicKey, string memo)
        : this(default, Entropy(mnemonic), txOutPublicKey, memo)
    {
    }

    /// <summary>A transfer to an account made from root entropy, as before mnemonics.</summary>
    /// <exception cref="ArgumentException">Root entropy of another length than 32 bytes.</exception>
    public static TransferPayload FromRootEntropy(ReadOnlySpan<byte> rootEntropy, CompressedRistretto txOutPublicKey, string memo)
    {
        Error.ThrowIfNotLength(rootEntropy.Length, RootIdentity.EntropySize, nameof(rootEntropy));
        return new TransferPayload(rootEntropy, default, txOutPublicKey, memo);
    }

    /// <summary>Root entropy as it came; mostly empty.</summary>
    public ReadOnlySpan<byte> RootEntropy => _rootEntropy.Span;

    /// <summary>The entropy of a mnemonic as it came; it counts if it is not empty.</summary>
    public ReadOnlySpan<byte> Bip39Entropy => _bip39Entropy.Span;

    /// <summary>The public key of the output, as it came: it may encode no point.</summary>
    public CompressedRistretto TxOutPublicKey { get; }

    /// <summary>A text for the recipient.</summary>
    public string Memo { get; }

    /// <inheritdoc/>
    public static TransferPayload ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> root = default, key = default, bip39 = default;
        string memo = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: root = reader.Bytes(); break;
                case 2: reader.Merge(ref key); break;
                case 3: memo = reader.Text(); break;
                case 4: bip39 = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        ReadOnlySpan<byte> bytes = reader.Wrapped(key, CompressedRistretto.Size, "TransferPayload.tx_out_public_key");
        if (bytes.IsEmpty) throw new WireException("TransferPayload.tx_out_public_key: absent");
        return new TransferPayload(root, bip39, new CompressedRistretto(bytes), memo);
    }

    /// <summary>Derives the account's keys: from the mnemonic if its entropy is there, otherwise from root entropy.</summary>
    /// <exception cref="MnemonicException">Entropy that no mnemonic has.</exception>
    /// <exception cref="WireException">Root entropy that is not of 32 bytes.</exception>
    public AccountKey ToAccountKey()
    {
        if (!Bip39Entropy.IsEmpty)
        {
            using var mnemonic = new Mnemonic(Bip39Entropy);
            using var key = Slip10Key.Derive(mnemonic, 0);
            return key.ToAccountKey();
        }
        if (RootEntropy.Length != RootIdentity.EntropySize)
        {
            throw new WireException($"TransferPayload.root_entropy: expected {RootIdentity.EntropySize} bytes, got {RootEntropy.Length}");
        }
        using var identity = new RootIdentity(RootEntropy);
        return identity.ToAccountKey();
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, _rootEntropy.Span);
        writer.Wrapper(2, TxOutPublicKey.ToBytes());
        writer.Text(3, Memo);
        writer.Bytes(4, _bip39Entropy.Span);
    }

    /// <summary>Equality of everything; fixed-time as to the entropies.</summary>
    public bool Equals(TransferPayload? other) =>
        other is not null
        && RootEntropy.Length == other.RootEntropy.Length
        && Bip39Entropy.Length == other.Bip39Entropy.Length
        && (Choice.Equal(RootEntropy, other.RootEntropy) & Choice.Equal(Bip39Entropy, other.Bip39Entropy)).Reveal()
        && TxOutPublicKey == other.TxOutPublicKey
        && string.Equals(Memo, other.Memo, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TransferPayload);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a transfer has no hash code");

    /// <summary>Wipes the entropies.</summary>
    public void Dispose()
    {
        _rootEntropy.Dispose();
        _bip39Entropy.Dispose();
    }

    private static ReadOnlySpan<byte> Entropy(Mnemonic mnemonic)
    {
        ArgumentNullException.ThrowIfNull(mnemonic);
        return mnemonic.Entropy;
    }
}

// What a key file says of an account made from a mnemonic, not yet checked (fact sheet crypto §9.3, ledger §5.10).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>
/// A phrase, the account's number, and where its fog is: as they were read, each of them present or not. The phrase is wiped on disposal.
/// </summary>
public sealed class UncheckedMnemonicAccount : IDisposable, IEquatable<UncheckedMnemonicAccount>, IWireMessage<UncheckedMnemonicAccount>
{
    private readonly SecretBytes? _mnemonic;
    private readonly byte[]? _fogAuthoritySpki;

    /// <summary>An account without fog.</summary>
    public UncheckedMnemonicAccount(Mnemonic mnemonic, uint accountIndex)
        : this(mnemonic, accountIndex, "", "", default)
    {
    }

    /// <summary>An account.</summary>
    /// <param name="mnemonic">Its phrase is copied.</param>
    /// <param name="accountIndex">The account's number.</param>
    /// <param name="fogReportUrl">Where the fog's report server is; empty without fog.</param>
    /// <param name="fogReportId">Which of its reports is meant.</param>
    /// <param name="fogAuthoritySpki">The SubjectPublicKeyInfo that addresses sign, DER.</param>
    /// <exception cref="ArgumentException">A fog without an authority.</exception>
    public UncheckedMnemonicAccount(
        Mnemonic mnemonic, uint accountIndex, string fogReportUrl, string fogReportId, ReadOnlySpan<byte> fogAuthoritySpki)
    {
        ArgumentNullException.ThrowIfNull(mnemonic);
        ArgumentNullException.ThrowIfNull(fogReportId);
        ArgumentNullException.ThrowIfNull(fogReportUrl);
        if (fogReportUrl.Length != 0 && fogAuthoritySpki.IsEmpty)
        {
            throw new ArgumentException("A fog report URL needs the authority's SubjectPublicKeyInfo", nameof(fogAuthoritySpki));
        }
        Span<byte> phrase = stackalloc byte[Mnemonic.MaxPhraseLength];
        _mnemonic = Copy(phrase[..mnemonic.WritePhrase(phrase)]);
        CryptographicOperations.ZeroMemory(phrase);
        AccountIndex = accountIndex;
        FogReportUrl = fogReportUrl.Length == 0 ? null : fogReportUrl;
        FogReportId = fogReportId;
        _fogAuthoritySpki = fogReportUrl.Length == 0 ? null : fogAuthoritySpki.ToArray();
    }

    internal UncheckedMnemonicAccount(
        SecretBytes? mnemonic, uint? accountIndex, string? fogReportUrl, string? fogReportId, byte[]? fogAuthoritySpki)
    {
        _mnemonic = mnemonic;
        AccountIndex = accountIndex;
        FogReportUrl = fogReportUrl;
        FogReportId = fogReportId;
        _fogAuthoritySpki = fogAuthoritySpki;
    }

    /// <summary>Whether there is a phrase.</summary>
    public bool HasMnemonic => _mnemonic is not null;

    /// <summary>The phrase, UTF-8, in place; empty if there is none.</summary>
    public ReadOnlySpan<byte> Phrase => _mnemonic is null ? default : _mnemonic.Span;

    /// <summary>The account's number.</summary>
    public uint? AccountIndex { get; }

    /// <summary>Where the fog's report server is.</summary>
    public string? FogReportUrl { get; }

    /// <summary>Which of the fog's reports is meant.</summary>
    public string? FogReportId { get; }

    /// <summary>Whether an authority was given.</summary>
    public bool HasFogAuthoritySpki => _fogAuthoritySpki is not null;

    /// <summary>The SubjectPublicKeyInfo that addresses sign, DER; empty if there is none.</summary>
    public ReadOnlySpan<byte> FogAuthoritySpki => _fogAuthoritySpki;

    /// <inheritdoc/>
    public static UncheckedMnemonicAccount ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> phrase = default;
        bool hasPhrase = false;
        uint? index = null;
        string? url = null, id = null;
        byte[]? spki = null;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1:
                    phrase = reader.Bytes();
                    hasPhrase = true;
                    break;
                case 2: index = reader.UInt32(); break;
                case 3: url = reader.Text(); break;
                case 4: id = reader.Text(); break;
                case 5: spki = reader.Bytes().ToArray(); break;
                default: reader.Skip(); break;
            }
        }
        if (!Utf8.IsValid(phrase)) throw new WireException("UncheckedMnemonicAccount.mnemonic: not UTF-8");
        return new UncheckedMnemonicAccount(hasPhrase ? Copy(phrase) : null, index, url, id, spki);
    }

    /// <summary>Checks the phrase.</summary>
    /// <exception cref="WireException">There is none.</exception>
    /// <exception cref="MnemonicException">It is no mnemonic.</exception>
    public Mnemonic ToMnemonic()
    {
        if (_mnemonic is null) throw new WireException("UncheckedMnemonicAccount.mnemonic: absent");
        char[] letters = GC.AllocateArray<char>(_mnemonic.Span.Length, pinned: true);
        try
        {
            int length = Encoding.UTF8.GetChars(_mnemonic.Span, letters);
            return Mnemonic.Parse(letters.AsSpan(0, length));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(letters.AsSpan()));
        }
    }

    /// <summary>Checks what was read and derives the account's keys.</summary>
    /// <exception cref="WireException">The phrase or the account's number is absent.</exception>
    /// <exception cref="MnemonicException">The phrase is no mnemonic.</exception>
    public AccountKey ToAccountKey()
    {
        using Mnemonic mnemonic = ToMnemonic();
        uint index = AccountIndex ?? throw new WireException("UncheckedMnemonicAccount.account_index: absent");
        using var key = Slip10Key.Derive(mnemonic, index);
        return key.ToAccountKey(FogReportUrl ?? "", FogReportId ?? "", _fogAuthoritySpki);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_mnemonic is not null) writer.BytesAlways(1, _mnemonic.Span);
        if (AccountIndex is { } index) writer.UInt64Always(2, index);
        if (FogReportUrl is not null) writer.TextAlways(3, FogReportUrl);
        if (FogReportId is not null) writer.TextAlways(4, FogReportId);
        if (_fogAuthoritySpki is not null) writer.BytesAlways(5, _fogAuthoritySpki);
    }

    /// <summary>Equality of what was read; fixed-time as to the phrase.</summary>
    public bool Equals(UncheckedMnemonicAccount? other) =>
        other is not null
        && HasMnemonic == other.HasMnemonic
        && Phrase.Length == other.Phrase.Length
        && Choice.Equal(Phrase, other.Phrase).Reveal()
        && AccountIndex == other.AccountIndex
        && string.Equals(FogReportUrl, other.FogReportUrl, StringComparison.Ordinal)
        && string.Equals(FogReportId, other.FogReportId, StringComparison.Ordinal)
        && HasFogAuthoritySpki == other.HasFogAuthoritySpki
        && FogAuthoritySpki.SequenceEqual(other.FogAuthoritySpki);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UncheckedMnemonicAccount);

    /// <summary>Secrets have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a mnemonic has no hash code");

    /// <summary>Wipes the phrase.</summary>
    public void Dispose() => _mnemonic?.Dispose();

    internal static SecretBytes Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = new SecretBytes(bytes.Length);
        bytes.CopyTo(copy.Span);
        return copy;
    }
}

// The secret file of an account: a mnemonic, or root entropy as in old ones (fact sheet crypto §1.6, ledger §8).
using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

public static partial class KeyFile
{
    /// <summary>The contents of a <c>.json</c> file; wipe them after use.</summary>
    public static byte[] WriteSecret(UncheckedMnemonicAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var json = new JsonBytes();
        json.Raw("{\"mnemonic\":"u8);
        if (account.HasMnemonic) json.Text(account.Phrase);
        else json.Raw("null"u8);
        json.Raw(",\"account_index\":"u8);
        if (account.AccountIndex is { } index) json.Number(index);
        else json.Raw("null"u8);
        json.Raw(",\"fog_report_url\":"u8).Text(account.FogReportUrl);
        json.Raw(",\"fog_report_id\":"u8).Text(account.FogReportId);
        json.Raw(",\"fog_authority_spki\":"u8);
        if (account.HasFogAuthoritySpki) json.Bytes(account.FogAuthoritySpki);
        else json.Raw("null"u8);
        return json.Raw("}"u8).ToArray();
    }

    /// <summary>The contents of a <c>.json</c> file of the old kind; wipe them after use.</summary>
    public static byte[] WriteSecret(RootIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        using var json = new JsonBytes();
        json.Raw("{\"root_entropy\":"u8).Bytes(identity.RootEntropy);
        json.Raw(",\"fog_url\":"u8).Text(identity.FogReportUrl);
        json.Raw(",\"fog_report_id\":"u8).Text(identity.FogReportId);
        json.Raw(",\"fog_authority_spki\":"u8).Bytes(identity.FogAuthoritySpki);
        return json.Raw("}"u8).ToArray();
    }

    /// <summary>Reads a <c>.json</c> file that holds a mnemonic.</summary>
    /// <exception cref="WireException">No such JSON.</exception>
    public static UncheckedMnemonicAccount ReadMnemonicAccount(ReadOnlySpan<byte> contents)
    {
        SecretBytes? mnemonic = null;
        uint? index = null;
        string? url = null, id = null;
        byte[]? spki = null;
        try
        {
            var members = new Members(contents);
            while (members.TryNext(out string name))
            {
                switch (name)
                {
                    case "mnemonic":
                        mnemonic?.Dispose();
                        mnemonic = members.SecretText();
                        break;
                    case "account_index": index = members.UInt32(); break;
                    case "fog_report_url": url = members.Text(); break;
                    case "fog_report_id": id = members.Text(); break;
                    case "fog_authority_spki": spki = members.Bytes(); break;
                    default: members.Skip(); break;
                }
            }
            return new UncheckedMnemonicAccount(mnemonic, index, url, id, spki);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            mnemonic?.Dispose();
            throw Refusal(e);
        }
    }

    /// <summary>Reads a <c>.json</c> file of the old kind.</summary>
    /// <exception cref="WireException">No such JSON, or root entropy that is absent or not of 32 bytes.</exception>
    public static RootIdentity ReadRootIdentity(ReadOnlySpan<byte> contents)
    {
        byte[]? entropy = null, spki = null;
        string? url = null, id = null;
        try
        {
            var members = new Members(contents);
            while (members.TryNext(out string name))
            {
                switch (name)
                {
                    case "root_entropy": entropy = members.Bytes(); break;
                    case "fog_url": url = members.Text(); break;
                    case "fog_report_id": id = members.Text(); break;
                    case "fog_authority_spki": spki = members.Bytes(); break;
                    default: members.Skip(); break;
                }
            }
            if (entropy is null) throw new WireException("key file: root_entropy is absent");
            if (entropy.Length != RootIdentity.EntropySize)
            {
                throw new WireException($"key file: root_entropy has {entropy.Length} bytes, expected {RootIdentity.EntropySize}");
            }
            return new RootIdentity(entropy, url ?? "", id ?? "", spki);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Refusal(e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(entropy);
        }
    }

    /// <summary>Reads a <c>.json</c> file of either kind and derives the account's keys.</summary>
    /// <exception cref="WireException">No such JSON, or something is missing in it.</exception>
    /// <exception cref="MnemonicException">The phrase is no mnemonic.</exception>
    public static AccountKey ReadAccountKey(ReadOnlySpan<byte> contents)
    {
        if (HoldsRootEntropy(contents))
        {
            using RootIdentity identity = ReadRootIdentity(contents);
            return identity.ToAccountKey();
        }
        using UncheckedMnemonicAccount account = ReadMnemonicAccount(contents);
        return account.ToAccountKey();
    }

    private static bool HoldsRootEntropy(ReadOnlySpan<byte> contents)
    {
        try
        {
            bool found = false;
            var members = new Members(contents);
            while (members.TryNext(out string name))
            {
                found |= string.Equals(name, "root_entropy", StringComparison.Ordinal);
                members.Skip();
            }
            return found;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Refusal(e);
        }
    }

    // What the parser says of the text may quote it: only the place is passed on.
    private static WireException Refusal(Exception e) => new(
        e is JsonException { BytePositionInLine: { } at, LineNumber: { } line }
            ? $"key file: no valid JSON at line {line + 1}, byte {at + 1}"
            : "key file: a value of another kind than expected");

    /// <summary>Walks the members of one JSON object.</summary>
    private ref struct Members
    {
        private Utf8JsonReader _reader;

        internal Members(ReadOnlySpan<byte> json)
        {
            _reader = new Utf8JsonReader(json);
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject) throw new FormatException();
        }

        /// <summary>Goes to the value of the next member; at the end of the object nothing but white space may follow.</summary>
        internal bool TryNext(out string name)
        {
            name = "";
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.EndObject)
            {
                if (_reader.Read()) throw new FormatException();
                return false;
            }
            name = _reader.GetString()!;
            _reader.Read();
            return true;
        }

        internal void Skip() => _reader.Skip();

        internal readonly string? Text() => _reader.GetString();

        internal readonly uint? UInt32() => _reader.TokenType == JsonTokenType.Null ? null : _reader.GetUInt32();

        internal readonly SecretBytes? SecretText()
        {
            if (_reader.TokenType == JsonTokenType.Null) return null;
            byte[] text = GC.AllocateArray<byte>(_reader.ValueSpan.Length, pinned: true);
            try
            {
                return UncheckedMnemonicAccount.Copy(text.AsSpan(0, _reader.CopyString(text)));
            }
            finally
            {
                CryptographicOperations.ZeroMemory(text);
            }
        }

        /// <summary>An array of numbers below 256.</summary>
        internal byte[]? Bytes()
        {
            if (_reader.TokenType == JsonTokenType.Null) return null;
            if (_reader.TokenType != JsonTokenType.StartArray) throw new FormatException();
            // Counted first: a list that grows would leave copies of a secret behind.
            int count = 0;
            for (Utf8JsonReader ahead = _reader; ahead.Read() && ahead.TokenType == JsonTokenType.Number;) count++;
            byte[] bytes = GC.AllocateArray<byte>(count, pinned: true);
            for (int i = 0; i < count; i++)
            {
                _reader.Read();
                bytes[i] = _reader.GetByte();
            }
            _reader.Read();
            return _reader.TokenType == JsonTokenType.EndArray ? bytes : throw new FormatException();
        }
    }
}

// Files of mint transactions (fact sheet ledger §8): {"MintTx": …} or {"MintConfigTx": …}.
using System.Text;
using System.Text.Json;
using MobileCoin.App.Files;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Minting;

/// <summary>A minting or a change of mint configurations: one of the two.</summary>
/// <param name="MintTx">The minting, if it is one.</param>
/// <param name="MintConfigTx">The change, if it is one.</param>
internal sealed record MintFile(MintTx? MintTx, MintConfigTx? MintConfigTx)
{
    /// <summary>What is signed: 32 bytes.</summary>
    internal byte[] Hash() => MintTx?.Prefix.Hash() ?? MintConfigTx!.Prefix.Hash();

    /// <summary>The signatures that there are.</summary>
    internal MultiSig Signature => MintTx?.Signature ?? MintConfigTx!.Signature;

    /// <summary>Whether another file is about the same.</summary>
    internal bool HasPrefixOf(MintFile other) =>
        MintTx is not null ? MintTx.Prefix.Equals(other.MintTx?.Prefix) : MintConfigTx!.Prefix.Equals(other.MintConfigTx?.Prefix);

    /// <summary>The same with other signatures, sorted, each once.</summary>
    internal MintFile WithSignatures(IEnumerable<Ed25519Signature> signatures)
    {
        var multiSig = new MultiSig([.. new SortedSet<Ed25519Signature>(signatures)]);
        return new MintFile(MintTx is null ? null : MintTx with { Signature = multiSig }, MintConfigTx is null ? null : MintConfigTx with { Signature = multiSig });
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="HostingException">It cannot be read, or holds something else.</exception>
    internal static MintFile Read(string source, string path) => InputFile.Read(source, path, Parse);

    /// <summary>Reads files about the same, and puts their signatures together.</summary>
    /// <exception cref="HostingException">One cannot be read, or is about something else.</exception>
    internal static MintFile ReadAll(string source, IReadOnlyList<string> paths)
    {
        MintFile first = Read(source, paths[0]);
        List<Ed25519Signature> signatures = [.. first.Signature.Signatures];
        foreach (string path in paths.Skip(1))
        {
            MintFile other = Read(source, path);
            if (!first.HasPrefixOf(other)) throw new HostingException($"{source}: {path} is not of the same transaction as {paths[0]}");
            signatures.AddRange(other.Signature.Signatures);
        }
        return first.WithSignatures(signatures);
    }

    /// <summary>Writes a file.</summary>
    /// <exception cref="HostingException">It cannot be written.</exception>
    internal void Write(string source, string path)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WritePropertyName(MintTx is null ? nameof(MintConfigTx) : nameof(MintTx));
            if (MintTx is not null) json.WriteMintTx(MintTx);
            else json.WriteMintConfigTx(MintConfigTx!);
            json.WriteEndObject();
        }
        OutputFile.Write(source, path, [.. bytes.ToArray(), (byte)'\n']);
    }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="FormatException">It holds something else.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static MintFile Parse(ReadOnlySpan<byte> contents)
    {
        using JsonDocument document = JsonDocument.Parse(Encoding.UTF8.GetString(contents));
        var root = new MintJsonReader(document.RootElement, "$");
        MintJsonReader mint = root.Member(nameof(MintTx), isOptional: true), config = root.Member(nameof(MintConfigTx), isOptional: true);
        if (mint.IsNull == config.IsNull) throw new FormatException("expected one of MintTx and MintConfigTx");
        return mint.IsNull ? new MintFile(null, config.MintConfigTx()) : new MintFile(mint.MintTx(), null);
    }
}

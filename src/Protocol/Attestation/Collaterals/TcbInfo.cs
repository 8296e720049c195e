// TCB information: which SVNs stand how (fact sheet attestation §2.3, §2.5, §3.4.3).
using System.Text.Json;

namespace MobileCoin.Attestation;

/// <summary>A document of TCB information. Immutable; nothing is verified by reading it.</summary>
internal sealed class TcbInfo
{
    internal const int Components = 16;

    private const int MostLevels = 256;

    private TcbInfo(SignedDocument document)
    {
        JsonElement inner = document.Inner;
        Document = document;
        Version = document.Integer(inner, "version", int.MaxValue);
        if (Version != 3) throw new EvidenceFormatException($"tcbInfo: version {Version}, expected 3");
        Id = document.Text(inner, "id");
        IssueDate = document.Time("issueDate");
        NextUpdate = document.Time("nextUpdate");
        Fmspc = document.Bytes(inner, "fmspc", PckExtension.FmspcSize);
        PceId = document.Bytes(inner, "pceId", PckExtension.PceIdSize);
        TcbType = document.Integer(inner, "tcbType", int.MaxValue);
        Levels = [.. document.Items(inner, "tcbLevels").Take(MostLevels + 1).Select(l => TcbLevel.Read(document, l))];
        if (Levels.Count > MostLevels) throw new EvidenceFormatException($"tcbInfo: more than {MostLevels} levels");
        if (inner.TryGetProperty("tdxModule", out JsonElement module)) Module = TdxModule.Read(document, module);
        if (inner.TryGetProperty("tdxModuleIdentities", out JsonElement modules))
        {
            Modules = [.. modules.EnumerateArray().Select(m => TdxModule.Read(document, m))];
        }
    }

    internal SignedDocument Document { get; }

    internal string Id { get; }

    internal int Version { get; }

    internal int TcbType { get; }

    internal DateTimeOffset IssueDate { get; }

    internal DateTimeOffset NextUpdate { get; }

    internal byte[] Fmspc { get; }

    internal byte[] PceId { get; }

    /// <summary>In document order, which is highest first.</summary>
    internal IReadOnlyList<TcbLevel> Levels { get; }

    /// <summary>TDX: the module of version 0.</summary>
    internal TdxModule? Module { get; }

    /// <summary>TDX: the modules of later versions.</summary>
    internal IReadOnlyList<TdxModule> Modules { get; } = [];

    /// <exception cref="EvidenceFormatException">Text that is no such document.</exception>
    internal static TcbInfo Parse(string text) => SignedDocument.Parse(text, "tcbInfo", d => new TcbInfo(d));
}

/// <summary>The SVNs of a level and how it stands.</summary>
internal sealed record TcbLevel(byte[] Sgx, byte[]? Tdx, int PceSvn, TcbStanding Standing)
{
    internal static TcbLevel Read(SignedDocument document, JsonElement level)
    {
        JsonElement tcb = document.Property(level, "tcb");
        return new TcbLevel(
            Svns(document, tcb, "sgxtcbcomponents"),
            tcb.TryGetProperty("tdxtcbcomponents", out _) ? Svns(document, tcb, "tdxtcbcomponents") : null,
            document.Integer(tcb, "pcesvn", ushort.MaxValue),
            document.Standing(level));
    }

    /// <summary>The platform has at least this level's SVNs.</summary>
    internal bool Matches(PckExtension platform)
    {
        for (int i = 0; i < TcbInfo.Components; i++)
        {
            if (platform.ComponentSvns[i] < Sgx[i]) return false;
        }
        return platform.PceSvn >= PceSvn;
    }

    /// <summary>The trust domain's report has at least this level's SVNs; those of the module itself only in its version 0.</summary>
    internal bool Matches(ReadOnlySpan<byte> teeTcbSvn)
    {
        if (Tdx is null) return false;
        for (int i = teeTcbSvn[1] == 0 ? 0 : 2; i < TcbInfo.Components; i++)
        {
            if (teeTcbSvn[i] < Tdx[i]) return false;
        }
        return true;
    }

    private static byte[] Svns(SignedDocument document, JsonElement tcb, string property)
    {
        byte[] svns = [.. document.Items(tcb, property).Take(TcbInfo.Components + 1).Select(c => (byte)document.Integer(c, "svn", byte.MaxValue))];
        return svns.Length == TcbInfo.Components ? svns : throw document.Wrong(property);
    }
}

/// <summary>A TDX module that is known.</summary>
internal sealed record TdxModule(string Id, byte[] MrSigner, byte[] Attributes, byte[] AttributesMask, IReadOnlyList<(int IsvSvn, TcbStanding Standing)> Levels)
{
    internal static TdxModule Read(SignedDocument document, JsonElement module) => new(
        module.TryGetProperty("id", out JsonElement id) ? id.GetString() ?? "" : "",
        document.Bytes(module, "mrsigner", TdReportBody.MeasurementSize),
        document.Bytes(module, "attributes", 8),
        document.Bytes(module, "attributesMask", 8),
        module.TryGetProperty("tcbLevels", out JsonElement _) ? QeIdentity.ReadLevels(document, module) : []);
}

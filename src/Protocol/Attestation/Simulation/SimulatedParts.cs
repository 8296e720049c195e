// What a simulated platform is made of (fact sheet attestation §1.8). Simulation: it proves nothing.
namespace MobileCoin.Attestation;

/// <summary>The parts of a simulated platform, sound by default; tests spoil them one by one.</summary>
internal sealed record SimulatedParts
{
    internal bool IsDomain { get; init; }

    internal byte[] Fmspc { get; init; } = [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB];

    internal byte[]? TcbFmspc { get; init; }

    internal byte[] TcbPceId { get; init; } = [0, 0];

    internal byte[] ComponentSvns { get; init; } = new byte[TcbInfo.Components];

    internal byte[] LevelSvns { get; init; } = new byte[TcbInfo.Components];

    internal int LevelPceSvn { get; init; }

    internal string Status { get; init; } = nameof(TcbStatus.UpToDate);

    internal string[] Advisories { get; init; } = [];

    internal string? TcbInfoId { get; init; }

    internal int TcbType { get; init; }

    internal int TcbVersion { get; init; } = 3;

    internal string? QeIdentityId { get; init; }

    internal int QeVersion { get; init; } = 2;

    internal int QeSvn { get; init; } = 1;

    internal int QeLevelSvn { get; init; } = 1;

    internal string QeStatus { get; init; } = nameof(TcbStatus.UpToDate);

    internal string[] QeAdvisories { get; init; } = [];

    internal int QeProductId { get; init; } = 1;

    internal byte[] QeMrSigner { get; init; } = Convert.FromHexString("1234567890ABCDEFFEDCBA09876543211234567890ABCDEFFEDCBA0987654321");

    internal byte[] QeMiscSelect { get; init; } = new byte[4];

    internal byte[] QeAttributes { get; init; } = [0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    internal string PckSubject { get; init; } = "Intel SGX PCK Certificate";

    internal string CaSubject { get; init; } = "Intel SGX PCK Platform CA";

    internal string SignerSubject { get; init; } = "Intel SGX TCB Signing";

    internal bool CaIsAuthority { get; init; } = true;

    internal byte[][] RevokedByRoot { get; init; } = [];

    internal byte[][] RevokedByCa { get; init; } = [];

    internal TimeSpan ListValidity { get; init; } = TimeSpan.FromDays(30);

    internal ushort QuoteVersion { get; init; } = 3;

    internal static ReadOnlySpan<byte> PckSerial => [3];

    internal static ReadOnlySpan<byte> CaSerial => [2];

    internal static ReadOnlySpan<byte> SignerSerial => [4];
}

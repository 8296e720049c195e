// What the page's API says and takes, as JSON.
using System.Text.Json.Serialization;

namespace MobileCoin.Devnet.Page;

/// <summary>Everything: what a page needs when it opens.</summary>
/// <param name="Start">Another for every start of the devnet.</param>
/// <param name="Token">What a request to pay shows in the header <see cref="RequestGuard.TokenHeader"/>.</param>
/// <param name="About">What does not change.</param>
/// <param name="State">What does.</param>
/// <param name="Samples">The seconds of the last minutes, oldest first.</param>
/// <param name="Told">The latest lines of the log, newest first.</param>
internal sealed record PageSnapshot(
    string Start, string Token, DevnetAbout About, DevnetState State, IReadOnlyList<DevnetSample> Samples, IReadOnlyList<Told> Told);

/// <summary>A request to the faucet.</summary>
/// <param name="To">A demo wallet or an address.</param>
/// <param name="Token">The token's id.</param>
/// <param name="Amount">In the token's unit, as a person writes it: <c>1.5</c>.</param>
internal sealed record FaucetRequest(string To, ulong Token, string Amount);

/// <summary>A request to pay.</summary>
/// <param name="From">A demo wallet.</param>
/// <param name="To">Another, or an address.</param>
/// <param name="Token">The token's id.</param>
/// <param name="Amount">In the token's unit, as a person writes it.</param>
internal sealed record PayRequest(string From, string To, ulong Token, string Amount);

/// <summary>Why a request was not fulfilled.</summary>
/// <param name="Error">A sentence.</param>
/// <param name="Field">What of the form is wrong, or null.</param>
internal sealed record PageError(string Error, string? Field = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    MaxDepth = 16)]
[JsonSerializable(typeof(PageSnapshot))]
[JsonSerializable(typeof(FaucetRequest))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(PageError))]
[JsonSerializable(typeof(ServicesChanged))]
[JsonSerializable(typeof(BlockAppended))]
[JsonSerializable(typeof(IngestKeysChanged))]
[JsonSerializable(typeof(StoresChanged))]
[JsonSerializable(typeof(WalletChanged))]
[JsonSerializable(typeof(PaymentChanged))]
[JsonSerializable(typeof(Sampled))]
[JsonSerializable(typeof(Told))]
[JsonSerializable(typeof(GoingDown))]
internal sealed partial class PageJson : JsonSerializerContext;

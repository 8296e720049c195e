// The file of trusted identities that upstream's clients and tools read (fact sheet attestation §1.5).
using System.Text.Json;

namespace MobileCoin.Attestation;

/// <summary>
/// Identities by version and enclave name (consensus, fog-ingest, fog-ledger, fog-view): <c>{"v4": {"consensus": {…}}}</c>. Whoever
/// matches one of an enclave's identities, of whichever version, is trusted. Immutable.
/// </summary>
public sealed class TrustedMeasurementSet
{
    private readonly SortedDictionary<string, IReadOnlyDictionary<string, TrustedIdentity>> _versions;

    private TrustedMeasurementSet(SortedDictionary<string, IReadOnlyDictionary<string, TrustedIdentity>> versions) => _versions = versions;

    /// <summary>The versions' names, in order.</summary>
    public IEnumerable<string> Versions => _versions.Keys;

    /// <summary>Reads a file.</summary>
    /// <exception cref="EvidenceFormatException">
    /// Not JSON of this form; unknown keys within identities and keys that come twice are refused.
    /// </exception>
    public static TrustedMeasurementSet Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, IdentityJson.Options);
            var versions = new SortedDictionary<string, IReadOnlyDictionary<string, TrustedIdentity>>(StringComparer.Ordinal);
            foreach (JsonProperty version in document.RootElement.EnumerateObject()) versions.Add(version.Name, ReadEnclaves(version.Value));
            return new TrustedMeasurementSet(versions);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new EvidenceFormatException("trusted identities: " + e.Message, e);
        }
    }

    /// <summary>The identities of an enclave, in the order of the versions' names.</summary>
    /// <exception cref="NoIdentitiesFoundException">No version has such an enclave.</exception>
    public IReadOnlyList<TrustedIdentity> Identities(string enclave)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        List<TrustedIdentity> identities = [];
        foreach (IReadOnlyDictionary<string, TrustedIdentity> version in _versions.Values)
        {
            if (version.TryGetValue(enclave, out TrustedIdentity? identity)) identities.Add(identity);
        }
        return identities.Count > 0 ? identities : throw new NoIdentitiesFoundException(enclave);
    }

    internal static IReadOnlyDictionary<string, TrustedIdentity> ReadEnclaves(JsonElement json)
    {
        var enclaves = new Dictionary<string, TrustedIdentity>(StringComparer.Ordinal);
        foreach (JsonProperty enclave in json.EnumerateObject()) enclaves.Add(enclave.Name, IdentityJson.Read(enclave.Value));
        return enclaves;
    }
}

/// <summary>No version of the trusted identities has an enclave of that name.</summary>
/// <param name="enclave">The name.</param>
public sealed class NoIdentitiesFoundException(string enclave) : Exception($"no identities found for the enclave {enclave}")
{
    /// <summary>The name.</summary>
    public string Enclave { get; } = enclave;
}

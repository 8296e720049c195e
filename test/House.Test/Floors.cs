namespace MobileCoin.House.Test;

/// <summary>The floors of docs/architecture.md: a project may reference its own floor and those below it.</summary>
internal static class Floors
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["Foundation"] = 1,
        ["Protocol"] = 2,
        ["Enclaves"] = 3,
        ["Platform"] = 3,
        ["Services"] = 4,
        ["Client"] = 4,
        ["App"] = 5,
    };

    internal static bool Exist(string floor) => Numbers.ContainsKey(floor);

    /// <summary>Why a project of one floor may not reference one of another; null when it may.</summary>
    internal static string? Objection(string from, string to) =>
        !Numbers.TryGetValue(from, out int own) ? $"{from} is no floor of the house"
        : !Numbers.TryGetValue(to, out int other) ? $"{to} is no floor of the house"
        : other > own ? $"{to} (floor {other}) is above {from} (floor {own})"
        : from == "Enclaves" && other > 2 ? $"an enclave references floors 1 and 2 alone, not {to}"
        : from == "Platform" && to == "Enclaves" ? "the platform knows no enclave"
        : null;
}

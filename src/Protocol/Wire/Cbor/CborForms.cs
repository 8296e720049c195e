// The names in the CBOR forms of structs and enums (fact sheet consensus §2.2).
using System.Text;

namespace MobileCoin.Wire;

/// <summary>A struct: a map whose keys are the names of its fields, in the order of their declaration.</summary>
public sealed class CborStruct
{
    /// <summary>Most fields of a struct.</summary>
    public const int MaxFields = 64;

    private readonly byte[][] _fields;
    private readonly string[] _fieldNames;

    /// <summary>A struct, all of whose fields are required.</summary>
    /// <param name="name">The struct's name, for errors.</param>
    /// <param name="fields">Its fields, in the order in which they are written.</param>
    public CborStruct(string name, params ReadOnlySpan<string> fields)
    {
        if (fields.Length > MaxFields) throw new ArgumentException($"Expected at most {MaxFields} fields, got {fields.Length}", nameof(fields));
        Name = name;
        _fields = CborNames.Utf8(fields);
        _fieldNames = new string[fields.Length];
        for (int i = 0; i < fields.Length; i++) _fieldNames[i] = $"{name}.{fields[i]}";
        Required = fields.IsEmpty ? 0 : ulong.MaxValue >> (64 - fields.Length);
    }

    private CborStruct(CborStruct form, ulong required)
    {
        (Name, _fields, _fieldNames) = (form.Name, form._fields, form._fieldNames);
        Required = required;
    }

    /// <summary>The struct's name.</summary>
    public string Name { get; }

    /// <summary>How many fields it has.</summary>
    public int Count => _fields.Length;

    /// <summary>One bit a field: set if it must be there.</summary>
    internal ulong Required { get; }

    /// <summary>The same struct, of which some fields are options: as upstream does, one that is missing is read as absent.</summary>
    public CborStruct WithOptional(params ReadOnlySpan<int> fields)
    {
        ulong required = Required;
        foreach (int field in fields) required &= ~(1UL << field);
        return new CborStruct(this, required);
    }

    internal ReadOnlySpan<byte> Field(int index) => _fields[index];

    /// <summary>The field for errors: struct and field.</summary>
    internal string FieldName(int index) => _fieldNames[index];

    internal int Find(ReadOnlySpan<byte> name) => CborNames.Find(_fields, name);
}

/// <summary>An enum: the name of a variant, alone or as the only key of a map that holds its value.</summary>
public sealed class CborEnum
{
    private readonly byte[][] _variants;

    /// <summary>An enum, all of whose variants hold a value.</summary>
    /// <param name="name">The enum's name, for errors.</param>
    /// <param name="variants">Its variants.</param>
    public CborEnum(string name, params ReadOnlySpan<string> variants)
    {
        Name = name;
        _variants = CborNames.Utf8(variants);
        UnitsFrom = variants.Length;
    }

    private CborEnum(CborEnum form, byte[][] units)
    {
        Name = form.Name;
        _variants = [.. form._variants, .. units];
        UnitsFrom = form._variants.Length;
    }

    /// <summary>The enum's name.</summary>
    public string Name { get; }

    /// <summary>The first variant without a value.</summary>
    internal int UnitsFrom { get; }

    /// <summary>The same enum with variants that hold no value, numbered after the others.</summary>
    public CborEnum WithUnits(params ReadOnlySpan<string> variants) => new(this, CborNames.Utf8(variants));

    internal ReadOnlySpan<byte> Variant(int index) => _variants[index];

    internal int Find(ReadOnlySpan<byte> name) => CborNames.Find(_variants, name);
}

/// <summary>The fields of a struct that were read so far.</summary>
public struct CborFields
{
    internal CborStruct Form;
    internal ulong Left;
    internal ulong Seen;
}

internal static class CborNames
{
    internal static byte[][] Utf8(ReadOnlySpan<string> names)
    {
        byte[][] utf8 = new byte[names.Length][];
        for (int i = 0; i < names.Length; i++) utf8[i] = Encoding.UTF8.GetBytes(names[i]);
        return utf8;
    }

    internal static int Find(byte[][] names, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (name.SequenceEqual(names[i])) return i;
        }
        return -1;
    }
}

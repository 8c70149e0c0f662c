<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis styleCategories="Symbology|Temporal" version="3.22.0">
 <temporal mode="0" endField="" durationUnit="min" enabled="0" accumulate="0" startField="" limitMode="0" startExpression="" durationField="" fixedDuration="0" endExpression="">
  <fixedRange>
   <start />
   <end />
  </fixedRange>
 </temporal>
 <renderer-v2 referencescale="-1" enableorderby="0" forceraster="0" symbollevels="0" type="singleSymbol">
  <symbols>
   <symbol name="0" alpha="1" type="fill" clip_to_extent="1" force_rhr="0">
    <layer pass="0" class="SimpleFill" enabled="1" locked="0">
     <prop v="120,70,40,160" k="color" />
     <prop v="120,70,40,200" k="outline_color" />
     <prop v="dash" k="outline_style" />
     <prop v="0.3" k="outline_width" />
     <prop v="b_diagonal" k="style" />
    </layer>
   </symbol>
  </symbols>
  <rotation />
  <sizescale />
 </renderer-v2>
 <blendMode>0</blendMode>
 <featureBlendMode>0</featureBlendMode>
 <layerGeometryType>2</layerGeometryType>
</qgis>
